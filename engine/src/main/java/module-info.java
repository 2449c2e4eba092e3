/// Pure decisions and maths of the contact centre.
@org.jspecify.annotations.NullMarked
module org.otklik.engine {
  requires static transitive org.jspecify;

  exports org.otklik.engine.routing;
  exports org.otklik.engine.simulation;
  exports org.otklik.engine.staffing;
  exports org.otklik.engine.waittime;
}
