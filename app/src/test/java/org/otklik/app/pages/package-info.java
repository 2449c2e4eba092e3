/// Tests of what pages share.
@NullMarked
package org.otklik.app.pages;

import org.jspecify.annotations.NullMarked;
