ProgressLine = None


def read_progress_line(text):
    return None
