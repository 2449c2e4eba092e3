package org.otklik.app.portal.web;

import org.otklik.app.access.OpenToAll;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.Dispatch;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The first page: how to reach us, and how long that takes now.
@Controller
@OpenToAll
final class HomeController {
  private final Board board;
  private final Dispatch dispatch;
  private final Callbacks callbacks;

  HomeController(Board board, Dispatch dispatch, Callbacks callbacks) {
    this.board = board;
    this.dispatch = dispatch;
    this.callbacks = callbacks;
  }

  @GetMapping("/")
  String home(Model model) {
    model.addAttribute("waiting", waiting());
    model.addAttribute("placeKeptMinutes", dispatch.placeKept().toMinutes());
    model.addAttribute("callsBack", callbacks.offered());
    return "portal/home";
  }

  private int waiting() {
    return board.snapshot().queues().stream().mapToInt(Board.Queue::waiting).sum();
  }
}
