/**
 * The command {@code alertmanager}: the notifier alone as one process, with Alertmanager's flags,
 * signals, logs and addresses. Decides nothing about alerts.
 */
@NullMarked
package dev.tocsin.local.alertmanager;

import org.jspecify.annotations.NullMarked;
