package org.otklik.app.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says which roles may call a controller's method, or all methods of a controller, or connect to a
/// WebSocket handler. An endpoint with neither this nor [OpenToAll] is refused to everybody, and a
/// test names it. The method wins over the class.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface MayCall {

  /// One of these is enough.
  Role[] value();
}
