/**
 * Teams: whose alerts are whose, when a team works, and by when someone must react to an alert.
 * Nothing here knows how the files are written that say so.
 */
@NullMarked
package dev.tocsin.routing.team;

import org.jspecify.annotations.NullMarked;
