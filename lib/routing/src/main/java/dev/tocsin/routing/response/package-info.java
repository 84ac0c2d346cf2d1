/** Whether someone reacts to alerts in time: what is awaited, and which alerts are overdue. */
@NullMarked
package dev.tocsin.routing.response;

import org.jspecify.annotations.NullMarked;
