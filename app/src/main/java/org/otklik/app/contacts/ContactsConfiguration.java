package org.otklik.app.contacts;

import org.otklik.app.contacts.settings.ContactsSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/// Reads the settings of contacts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContactsSettings.class)
class ContactsConfiguration {}
