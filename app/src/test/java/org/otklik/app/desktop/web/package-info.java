/// Tests of the operator's and the supervisor's screens.
@NullMarked
package org.otklik.app.desktop.web;

import org.jspecify.annotations.NullMarked;
