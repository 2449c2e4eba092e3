package org.otklik.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.stereotype.Repository;

/// What neither the compiler nor Spring Modulith checks. A rule that finds no class at all fails.
@AnalyzeClasses(packages = "org.otklik", importOptions = DoNotIncludeTests.class)
final class ArchitectureRulesTest {

  /// What everybody may speak about: who, what about, in which language, why. Not: how it is
  /// decided.
  private static final Set<String> ROUTING_VOCABULARY =
      Set.of(
          "ContactId",
          "OperatorId",
          "TopicId",
          "SkillId",
          "PersonKey",
          "Language",
          "Channel",
          "Priority",
          "Requirement",
          "Capability",
          "Reason");

  private static final DescribedPredicate<JavaClass> ROUTING_DECISIONS =
      resideInAPackage("org.otklik.engine.routing..")
          .and(
              DescribedPredicate.describe(
                  "are not its vocabulary",
                  type -> !ROUTING_VOCABULARY.contains(outermost(type).getSimpleName())));

  @ArchTest
  static void modulesDeclareWhatTheyUse(JavaClasses all) {
    classes()
        .that()
        .haveSimpleName("package-info")
        .and()
        .resideInAPackage("org.otklik.app.(*)")
        .should()
        .beAnnotatedWith(ApplicationModule.class)
        .because(
            "use @ApplicationModule(allowedDependencies = …): without it, everything is allowed")
        .check(all);
  }

  @ArchTest
  static void protocolsStayInTelephony(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("org.otklik.app..")
        .and()
        .resideOutsideOfPackage("org.otklik.app.telephony..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.otklik.wire..")
        .because("use the API of telephony: nobody else needs to know what SIP is")
        .check(all);
  }

  @ArchTest
  static void decisionsStayInDispatch(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("org.otklik.app..")
        .and()
        .resideOutsideOfPackage("org.otklik.app.dispatch..")
        .should()
        .dependOnClassesThat(ROUTING_DECISIONS)
        .because("use the API of dispatch: one thread owns the router")
        .check(all);
  }

  @ArchTest
  static void theEngineOnlyDecides(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("org.otklik.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio..",
            "java.sql..",
            "java.util.concurrent..",
            "java.util.logging..",
            "org.slf4j..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because(
            "use arguments and return values: the shell has the threads, the clock and the I/O")
        .check(all);
  }

  @ArchTest
  static void protocolsKnowNoFramework(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("org.otklik.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "java.sql..", "org.otklik.engine..", "org.otklik.app..")
        .because("use listeners: a protocol is a library that anybody could take")
        .check(all);
  }

  @ArchTest
  static void nothingIsInjectedIntoFields(JavaClasses all) {
    fields()
        .should()
        .notBeAnnotatedWith(Autowired.class)
        .because(
            "use the constructor: a field cannot be final, and a test cannot see what is missing")
        .check(all);
  }

  @ArchTest
  static void packagesOfAModuleFormNoCycle(JavaClasses all) {
    slices()
        .matching("org.otklik.(app|engine|wire).(**)")
        .should()
        .beFreeOfCycles()
        .because("use an interface in the root package, implemented further in")
        .check(all);
  }

  @ArchTest
  static void caseChangesNameTheirLocale(JavaClasses all) {
    noClasses()
        .should()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .because("use Locale.ROOT: under a Turkish locale, \"I\" becomes \"ı\"")
        .check(all);
  }

  @ArchTest
  static void nobodyUsesThePages(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.otklik.app.desktop..", "org.otklik.app.portal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.otklik.app.desktop..", "org.otklik.app.portal..")
        .because("use an event or a port: desktop and portal are the top of the graph")
        .check(all);
  }

  @ArchTest
  static void namesSayWhatAThingIs(JavaClasses all) {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
        .because("use a word of the service, DefaultXyz for the only implementation")
        .check(all);
  }

  @ArchTest
  static void sqlLivesInRepositories(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackages("..jdbc..", "org.otklik.app.database..")
        .and()
        .areNotAnnotatedWith(Repository.class)
        .and()
        .haveSimpleNameNotEndingWith(
            "Benchmark") // sets up rows to measure, is no part of the product
        .should()
        .dependOnClassesThat()
        .areAssignableTo(JdbcClient.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(JdbcOperations.class)
        .because(
            "use the module's jdbc package, or a @Repository: one per aggregate, SQL written out")
        .check(all);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureRulesTest::outermost).orElse(type);
  }
}
