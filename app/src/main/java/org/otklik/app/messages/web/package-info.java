/// Pages on which operators hear messages and answer them.
@NullMarked
package org.otklik.app.messages.web;

import org.jspecify.annotations.NullMarked;
