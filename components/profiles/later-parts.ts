/** A person's profile, once their row is read. */
export function loadProfilePage() {
  return import('./profile-page')
}

/** The lists to pick a person from. */
export function loadPersonLists() {
  return import('./person-lists')
}
