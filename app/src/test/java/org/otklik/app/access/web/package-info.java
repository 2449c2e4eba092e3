/// Tests of the guard and of the pages of sign-in and audit, over HTTP.
@NullMarked
package org.otklik.app.access.web;

import org.jspecify.annotations.NullMarked;
