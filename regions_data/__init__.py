"""What is true of places: sourced facts about the municipalities of Québec."""
