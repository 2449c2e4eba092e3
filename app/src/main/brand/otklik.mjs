// Pages work without this file; it only improves them: focus on the error summary, one click instead of two,
// a password that can be shown, choices that open further questions.
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
} from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
createAll(Button, { preventDoubleClick: true })
for (const component of [Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(component)
}
