/** The administrator of local mode, who is meant where a request names nobody. */
export const LOCAL_ANNOTATOR = 'local'
