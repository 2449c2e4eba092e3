/// The port to the operators' screens. A higher module implements it.
@NamedInterface("desk")
@NullMarked
package org.otklik.app.dispatch.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
