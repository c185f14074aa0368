def find_citations(text):
    return []
