"""The engines: one file for each way to compute the table of links, all with the same answer.

``memory`` is the reference, in plain Python; every other engine must agree with it row for row. An engine
has one method. Importing this folder loads none of them, so that no one needs a library whose engine they
do not use.
"""
