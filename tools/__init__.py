"""What the developers of Ringfence run: installing, checking, writing reference pages. Not in the product."""
