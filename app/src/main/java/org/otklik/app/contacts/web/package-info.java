/// Finding and playing recordings.
@NullMarked
package org.otklik.app.contacts.web;

import org.jspecify.annotations.NullMarked;
