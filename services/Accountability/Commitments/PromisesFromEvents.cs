using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Commitments;

/// <summary>
/// What a round promises to every group: to pay within so many days of its yes, and to answer its story within so many
/// days. Made and kept by what happens, so that nobody has to write it down and nobody can leave it out.
/// </summary>
internal static class PromisesFromEvents
{
    private static readonly Sql SelectAwardArea = new("SELECT area_code FROM report WHERE report_id = @reportId");

    private static readonly Sql SelectTitle = new("SELECT title FROM report WHERE report_id = @reportId");

    public static Task Apply(AwardAccepted message, Transaction transaction) => CommitmentRow.Promise(
        transaction, Payment(message.AwardId, message.RoundId, message.AreaCode, message.ProjectId, message.Title), message.AcceptedAt);

    public static async Task Apply(PaymentConfirmed message, Transaction transaction)
    {
        await IdeaRow.MarkPaid(transaction, message.RoundId, message.ProjectId, message.AreaCode, message.Title, message.PaidAt);
        await CommitmentRow.Settle(
            transaction, Payment(message.AwardId, message.RoundId, message.AreaCode, message.ProjectId, message.Title), message.PaidAt);
    }

    /// <summary>The council took a grant back: whatever it had promised to pay it has not kept, and says why.</summary>
    public static async Task Apply(AwardWithdrawn message, Transaction transaction)
    {
        await IdeaRow.MarkEnded(
            transaction, message.RoundId, message.ProjectId, message.AreaCode, message.Title, IdeaEnds.Withdrawn, message.Reason,
                message.WithdrawnBy, message.WithdrawnAt);
        var payment = Payment(message.AwardId, message.RoundId, message.AreaCode, message.ProjectId, message.Title);
        await CommitmentRow.Break(
            transaction, payment with { Reason = message.Reason, ReasonBy = message.WithdrawnBy }, message.WithdrawnAt);
    }

    /// <summary>Nobody answered an offer. No promise is broken; what became of the idea is said.</summary>
    public static Task Apply(AwardExpired message, Transaction transaction) => IdeaRow.MarkEnded(
        transaction, message.RoundId, message.ProjectId, message.AreaCode, message.Title, IdeaEnds.Expired, "", "", message.ExpiredAt);

    /// <summary>Money that was let go of was taken back: that stands beside the promises, with both who decided it.</summary>
    public static Task Apply(BudgetClawedBack message, Transaction transaction) => CommitmentRow.Break(
        transaction,
        new CommitmentRow
        {
            CommitmentId = $"clawback-{message.ClawbackId}",
            RoundId = message.RoundId,
            Kind = StateText.Of(CommitmentKind.Clawback),
            AreaCode = message.AreaCode,
            Reason = message.Reason,
            ReasonBy = string.Join("; ", message.DecidedBy),
            AmountMinor = message.AmountMinor,
            Currency = message.Currency,
        },
        message.ClawedBackAt);

    public static async Task Apply(StoryShared message, Transaction transaction) => await CommitmentRow.Promise(
        transaction,
        // Where a story is told there is a report: its title is ours.
        Story(message.ReportId, message.RoundId, message.AreaCode, message.ProjectId,
            await transaction.One<string>(SelectTitle, new { reportId = message.ReportId }) ?? ""),
        message.ToldAt);

    public static async Task Apply(ReportAccepted message, Transaction transaction) => await CommitmentRow.Settle(
        transaction,
        Story(message.ReportId, message.RoundId, await transaction.One<string>(SelectAwardArea, new { reportId = message.ReportId })
            ?? "", message.ProjectId, message.Title),
        message.AcceptedAt);

    private static CommitmentRow Payment(string awardId, string roundId, string areaCode, string projectId, string title) => new()
    {
        CommitmentId = $"pay-{awardId}",
        RoundId = roundId,
        Kind = StateText.Of(CommitmentKind.Pay),
        AreaCode = areaCode,
        ProjectId = projectId,
        Title = title,
    };

    private static CommitmentRow Story(string reportId, string roundId, string areaCode, string projectId, string title) => new()
    {
        CommitmentId = $"answer-{reportId}",
        RoundId = roundId,
        Kind = StateText.Of(CommitmentKind.Answer),
        AreaCode = areaCode,
        ProjectId = projectId,
        Title = title,
    };
}
