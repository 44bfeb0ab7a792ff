using System.Globalization;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.People.Notices;

/// <summary>
/// Tells whose idea it is that its support has grown: of each number once, whatever happens in between, and on no day twice. A number that
/// is reached on a day on which they were told waits for the next; a higher one that comes until then is told in its place.
/// </summary>
internal sealed class TellOfSupport(CouncilDays days, TimeProvider clock)
{
    /// <summary>Hours after midnight at which an e-mail goes that waited for its day.</summary>
    private const int LaterAtHour = 9;

    private static readonly Sql LockTold = new("""
        SELECT support_told.supports, support_told.told_on, support_told.notice_id, notice.due_at, notice.tries
        FROM support_told {lock} JOIN notice ON notice.notice_id = support_told.notice_id
        WHERE support_told.round_id = @RoundId AND support_told.proposal_id = @ProposalId
        ORDER BY support_told.supports
        """);

    private static readonly Sql UpdateNotice = new("UPDATE notice SET details = @details WHERE notice_id = @noticeId");

    private static readonly Sql UpdateTold = new("""
        UPDATE support_told SET told_on = NULL WHERE round_id = @RoundId AND proposal_id = @ProposalId AND told_on = @toldOn
        """);

    private static readonly Sql InsertTold = new("""
        INSERT INTO support_told (round_id, proposal_id, supports, told_on, notice_id)
        VALUES (@RoundId, @ProposalId, @Supports, @toldOn, @noticeId)
        """);

    public async Task Apply(SupportGrew grew, Transaction transaction)
    {
        await transaction.Hold("support", grew.RoundId, grew.ProposalId);
        var told = await transaction.Many<ToldRow>(LockTold, grew);
        if (told.Any(row => row.Supports >= grew.Supports))
        {
            return;
        }

        var (now, today) = (clock.GetUtcNow(), days.Today);
        var details = new NoticeDetails(grew.Title, Supports: grew.Supports, Idea: new(grew.RoundId, grew.ProposalId));
        var waiting = told.FirstOrDefault(row => row.Day > today && row.MayChange(now));
        var day = waiting?.Day ?? (told.Max(row => row.Day) is { } last && last >= today ? last.AddDays(1) : today);
        var toldOn = CouncilDays.Field(day);
        string noticeId;
        if (waiting is not null)
        {
            noticeId = waiting.NoticeId;
            await transaction.Execute(UpdateNotice, new { noticeId, details = details.Write() });
            await transaction.Execute(UpdateTold, new { grew.RoundId, grew.ProposalId, toldOn });
        }
        else
        {
            var due = day == today ? now : days.Begin(day).ToDateTimeOffset().AddHours(LaterAtHour);
            noticeId = await new NewNotice(grew.ProposerSubject, NoticeReason.Supported, details).Note(transaction, now, due);
        }

        await transaction.Execute(InsertTold, new { grew.RoundId, grew.ProposalId, grew.Supports, toldOn, noticeId });
    }

    private sealed record ToldRow
    {
        public int Supports { get; init; }
        public string? ToldOn { get; init; }

        public DateOnly? Day => ToldOn is null ? null : DateOnly.ParseExact(ToldOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        public string NoticeId { get; init; } = "";
        public DateTimeOffset? DueAt { get; init; }
        public int Tries { get; init; }

        /// <summary>Nobody sends it at this moment, as a notice that was claimed.</summary>
        public bool MayChange(DateTimeOffset now) => Tries == 0 && DueAt > now + SendNotices.ClaimedFor;
    }
}
