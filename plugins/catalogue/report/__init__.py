"""The report of a pull request: what a proposal changes for visitors, told in Markdown for those who review it."""
