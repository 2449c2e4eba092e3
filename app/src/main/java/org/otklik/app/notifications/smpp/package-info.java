/// SMS through an operator's gateway by SMPP 3.4.
@NullMarked
package org.otklik.app.notifications.smpp;

import org.jspecify.annotations.NullMarked;
