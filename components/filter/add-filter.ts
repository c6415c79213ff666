/** The form for one more condition, for every page that has a filter. */
export { AddFilter } from '../explore/add-filter'
