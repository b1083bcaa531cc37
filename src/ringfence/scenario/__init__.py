"""A realistic, openly made-up world of fraud, for the demo, the tests and the benchmarks.

From a seed it makes call centres, their victims, and the complaint files that companies and a public desk
would hold, with the truth beside them. Everything in it is invented: numbers from ranges kept for
fiction, names under reserved endings. Its parameters carry their source, or the word *assumed*.
"""
