"""What visitors and machines are shown: pages, lists, feeds, pictures, and the templates that render them."""
