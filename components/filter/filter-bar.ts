/** The filter in words with the ways to change it, for every page that has one. */
export { FilterBar } from '../explore/filter-bar'
