package org.otklik.app.citizens;

/// A citizen as an operator may see one at level 0, when nothing has been proven: initials and year
/// of birth, no more.
///
/// @param initials such as `О. П. С.`
public record MaskedCitizen(CitizenId id, String initials, int birthYear) {}
