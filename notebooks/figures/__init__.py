"""The figures of the notebooks: one function a figure, given a panel, giving back a picture."""
