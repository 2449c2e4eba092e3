package org.otklik.app.access.web;

import java.util.Map;
import org.otklik.app.access.settings.AccessSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.handler.MappedInterceptor;

/// Puts the guard, form tokens and security headers before everything.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class SecurityConfiguration {

  private static final String PERMISSIONS =
      "microphone=(self), autoplay=(self), camera=(), geolocation=(), payment=(), usb=(), display-capture=()";

  /// Argon2id by the OWASP sheet: 19 MiB, two passes. Hashes made otherwise stay readable by their
  /// prefix.
  @Bean
  PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(
        "argon2",
        Map.of(
            "argon2",
            new Argon2PasswordEncoder(16, 32, 1, 19_456, 2),
            "bcrypt",
            new BCryptPasswordEncoder(12)));
  }

  /// Sign-in does not go through Spring Security; without this bean Boot would make up an account
  /// with a printed password.
  @Bean
  AuthenticationManager nobody() {
    return attempt -> {
      throw new AuthenticationServiceException("People sign in by the page.");
    };
  }

  /// A bean of this type is asked by all handler mappings, also those of the actuator and of
  /// WebSockets.
  @Bean
  MappedInterceptor endpointGuard(AccessSettings settings) {
    return new MappedInterceptor(new String[] {"/**"}, new EndpointGuard(settings));
  }

  @Bean
  CsrfTokenRepository formTokens() {
    return new FormTokens();
  }

  /// Requests pass here whoever makes them: [EndpointGuard] decides when the handler is known.
  @Bean
  SecurityFilterChain security(
      HttpSecurity http, SessionContexts contexts, CsrfTokenRepository formTokens) {
    return http.securityContext(security -> security.securityContextRepository(contexts))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.csrfTokenRepository(formTokens))
        .addFilterBefore(new ForeignOrigins(), CsrfFilter.class)
        .exceptionHandling(refused -> refused.authenticationEntryPoint(new SignInEntry()))
        .headers(SecurityConfiguration::headers)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  /// Whether browsers are held to HTTPS is for those to say who serve it.
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .addHeaderWriter(new ContentPolicy())
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
  }
}
