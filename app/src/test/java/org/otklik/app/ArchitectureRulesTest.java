package org.otklik.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;

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
  static final ArchRule modulesDeclareWhatTheyUse =
      classes()
          .that()
          .haveSimpleName("package-info")
          .and()
          .resideInAPackage("org.otklik.app.(*)")
          .should()
          .beAnnotatedWith(ApplicationModule.class)
          .because(
              "use @ApplicationModule(allowedDependencies = …): without it, everything is allowed");

  @ArchTest
  static final ArchRule protocolsStayInTelephony =
      noClasses()
          .that()
          .resideInAPackage("org.otklik.app..")
          .and()
          .resideOutsideOfPackage("org.otklik.app.telephony..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.otklik.wire..")
          .because("use the API of telephony: nobody else needs to know what SIP is");

  @ArchTest
  static final ArchRule decisionsStayInDispatch =
      noClasses()
          .that()
          .resideInAPackage("org.otklik.app..")
          .and()
          .resideOutsideOfPackage("org.otklik.app.dispatch..")
          .should()
          .dependOnClassesThat(ROUTING_DECISIONS)
          .because("use the API of dispatch: one thread owns the router");

  @ArchTest
  static final ArchRule theEngineOnlyDecides =
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
              "use arguments and return values: the shell has the threads, the clock and the I/O");

  @ArchTest
  static final ArchRule protocolsKnowNoFramework =
      noClasses()
          .that()
          .resideInAPackage("org.otklik.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "java.sql..", "org.otklik.engine..", "org.otklik.app..")
          .because("use listeners: a protocol is a library that anybody could take");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      fields()
          .should()
          .notBeAnnotatedWith(Autowired.class)
          .because(
              "use the constructor: a field cannot be final, and a test cannot see what is missing");

  @ArchTest
  static final ArchRule packagesOfAModuleFormNoCycle =
      slices()
          .matching("org.otklik.(app|engine|wire).(**)")
          .should()
          .beFreeOfCycles()
          .because("use an interface in the root package, implemented further in");

  @ArchTest
  static final ArchRule caseChangesNameTheirLocale =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .because("use Locale.ROOT: under a Turkish locale, \"I\" becomes \"ı\"");

  @ArchTest
  static final ArchRule nobodyUsesThePages =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.otklik.app.desktop..", "org.otklik.app.portal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.otklik.app.desktop..", "org.otklik.app.portal..")
          .because("use an event or a port: desktop and portal are the top of the graph");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
          .because("use a word of the service, DefaultXyz for the only implementation");

  @ArchTest
  static final ArchRule sqlLivesInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages("..jdbc..", "org.otklik.app.database..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(JdbcClient.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(JdbcOperations.class)
          .because(
              "use a class in the module's jdbc package: one per aggregate, with its SQL written out");

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureRulesTest::outermost).orElse(type);
  }
}
