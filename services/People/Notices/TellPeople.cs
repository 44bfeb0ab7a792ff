using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.People.Sessions;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>
/// Listens to what happens and notes whom to tell of it. What it notes commits with the note that it has heard, and is put
/// into words and sent afterwards, by <see cref="SendNotices"/>.
/// </summary>
internal sealed class TellPeople(TimeProvider clock)
{
    /// <summary>Starts to listen.</summary>
    public void Listen(Bus bus, Database database)
    {
        void On<T>(string consumer, Func<T, NewNotice> telling) where T : class => OnAll<T>(consumer, happened => [telling(happened)]);

        void OnAll<T>(string consumer, Func<T, IEnumerable<NewNotice>> tellings) where T : class =>
            bus.On<T>(consumer, database, async (happened, transaction) =>
            {
                foreach (var telling in tellings(happened))
                {
                    await telling.Note(transaction, clock.GetUtcNow());
                }
            });

        On<RegistrationDecided>("people.tell-of-registration", decided => new(
            decided.RecipientSubject,
            decided.Admitted ? NoticeReason.OnRoll : NoticeReason.NotOnRoll,
            new(decided.Title, OwnWords: decided.Admitted ? null : decided.Reason)));
        On<ProposalReviewed>("people.tell-of-review", reviewed => new(
            reviewed.ProposerSubject,
            reviewed.Feasible ? NoticeReason.Feasible : NoticeReason.Infeasible,
            reviewed.Feasible
                ? new(reviewed.Title, reviewed.CostMinor ?? 0, reviewed.Currency, Who: reviewed.ReviewedBy)
                : new(reviewed.Title, OwnWords: reviewed.Reason, Who: reviewed.ReviewedBy)));
        OnAll<DatesMoved>("people.tell-of-dates", moved => moved.ProposerSubjects.Select(proposer => new NewNotice(
            proposer, NoticeReason.DatesMoved, new(moved.Title, OwnWords: moved.Reason, Who: moved.MovedBy, Round: moved.RoundId))));
        OnAll<RoundEnded>("people.tell-of-end", ended => ended.ProposerSubjects.Select(proposer => new NewNotice(
            proposer, NoticeReason.RoundEnded, new(ended.Title, OwnWords: ended.Reason, Who: ended.EndedBy, Round: ended.RoundId))));
        OnAll<ProposalHidden>("people.tell-of-hiding", hidden => ReasonOf(hidden.State) is not { } reason ? [] : [new(
            hidden.ProposerSubject, reason,
            new(hidden.Title, Who: hidden.DecidedBy, Hidden: hidden.Reason, Idea: new(hidden.RoundId, hidden.ProposalId)))]);
        OnAll<PartHidden>("people.tell-of-hidden-part", hidden => ReasonOf(hidden.State) is not { } reason ? [] : [new(
            hidden.RecipientSubject, reason, new(hidden.Title, Who: hidden.DecidedBy, Hidden: hidden.Reason),
            (ReachText.Report, hidden.ReportId))]);
        OnAll<VoiceHidden>("people.tell-of-hidden-voice", hidden => ReasonOf(hidden.State) is not { } reason ? [] : [new(
            hidden.SpeakerSubject, reason,
            new(hidden.Title, Who: hidden.DecidedBy, Hidden: hidden.Reason, Round: hidden.RoundId, Voice: hidden.VoiceId))]);
        On<EnquiryMade>("people.tell-of-enquiry", asked => new(
            asked.ProposerSubject, NoticeReason.EnquiryMade, new(asked.Title, Idea: new(asked.RoundId, asked.ProposalId))));
        On<EnquiryAnswered>("people.tell-of-enquiry-answer", answered => new(
            answered.AskerSubject, NoticeReason.EnquiryAnswered,
            new(answered.Title, Idea: new(answered.RoundId, answered.ProposalId))));
        OnAll<EnquiryHidden>("people.tell-of-hidden-enquiry", hidden => ReasonOf(hidden.State) is not { } reason ? [] : [new(
            hidden.AuthorSubject, reason,
            new(hidden.Title, Who: hidden.DecidedBy, Hidden: hidden.Reason, Idea: new(hidden.RoundId, hidden.ProposalId)))]);
        On<AwardOffered>("people.tell-of-award", offered => new(
            offered.RecipientSubject,
            NoticeReason.Won,
            new(offered.Title, offered.AmountMinor, offered.Currency),
            (ReachText.Award, offered.AwardId),
            (offered.RoundId, offered.ProjectId)));
        On<OutcomeReached>("people.tell-of-outcome", outcome => new(
            outcome.ProposerSubject,
            outcome.Kind switch { "lost" => NoticeReason.Lost, "gave-way" => NoticeReason.GaveWay, _ => NoticeReason.NotOnPaper },
            new(outcome.Title, OwnWords: outcome.OwnWords, Who: outcome.TalkTo, Loss: outcome.Loss),
            About: (outcome.RoundId, outcome.ProjectId)));
        On<AwardWithdrawn>("people.tell-of-withdrawal", withdrawn => new(
            withdrawn.RecipientSubject,
            NoticeReason.Withdrawn,
            new(withdrawn.Title, withdrawn.AmountMinor, withdrawn.Currency, withdrawn.Reason, withdrawn.WithdrawnBy),
            About: (withdrawn.RoundId, withdrawn.ProjectId)));
        On<AwardExpired>("people.tell-of-expiry", expired => new(
            expired.RecipientSubject,
            NoticeReason.Expired,
            new(expired.Title, expired.AmountMinor, expired.Currency),
            About: (expired.RoundId, expired.ProjectId)));
        On<PaymentConfirmed>("people.tell-of-payment", paid => new(
            paid.RecipientSubject, NoticeReason.Paid, new(paid.Title, paid.AmountMinor, paid.Currency)));
        On<PartPaid>("people.tell-of-part", paid => new(
            paid.RecipientSubject,
            NoticeReason.PartPaid,
            new(paid.Title, paid.AmountMinor, paid.Currency, Part: paid.Part, Parts: paid.Parts)));
        On<PayeeChanged>("people.tell-of-payee", changed => new(changed.RecipientSubject, NoticeReason.PayeeChanged, new(changed.Title)));
        On<ReportRequested>("people.tell-of-question", asked => new(
            asked.RecipientSubject, NoticeReason.Asked, new(asked.Title), (ReachText.Report, asked.ReportId)));
        On<ReportReminded>("people.tell-of-reminder", reminded => new(
            reminded.RecipientSubject,
            reminded.Number == 1 ? NoticeReason.Reminded : NoticeReason.RemindedLast,
            new(reminded.Title),
            (ReachText.Report, reminded.ReportId)));
        On<ConversationInvited>("people.tell-of-invitation", invited => new(
            invited.RecipientSubject, NoticeReason.Invited, new(invited.Title), (ReachText.Report, invited.ReportId)));
        On<ConversationWritten>("people.tell-of-conversation", written => new(
            written.RecipientSubject, NoticeReason.Talked, new(written.Title, Who: written.WrittenBy),
                (ReachText.Report, written.ReportId)));
        On<StoryTyped>("people.tell-of-typing", typed => new(
            typed.RecipientSubject, NoticeReason.Typed, new(typed.Title, Who: typed.TypedBy), (ReachText.Report, typed.ReportId)));
        On<HelpOffered>("people.tell-of-help", help => new(help.RecipientSubject, NoticeReason.HelpOffered, new(help.Title)));
        On<ReportExcused>("people.tell-of-excuse", excused => new(
            excused.RecipientSubject, NoticeReason.Excused, new(excused.Title), (ReachText.Report, excused.ReportId)));
        On<ReportAccepted>("people.tell-of-answer", accepted => new(
            accepted.RecipientSubject, NoticeReason.Answered, new(accepted.Title, Who: accepted.AnsweredBy)));
    }

    // Whoever sent it reads on its page that it waits, and knows that they asked for a second look.
    internal static string? ReasonOf(string state) => state switch
    {
        "HIDDEN" => NoticeReason.WordsHidden,
        "KEPT_HIDDEN" => NoticeReason.WordsKeptHidden,
        "SHOWN" or "SHOWN_AGAIN" => NoticeReason.WordsShown,
        _ => null,
    };
}
