using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>The ideas of a round that an officer asks for, in the order they ask for, both ways from any place in it.</summary>
/// <param name="Filter">Looked at before (<see cref="CaseFields"/>).</param>
internal sealed record CaseList(string RoundId, CaseFilter Filter, Caller Caller, DateTimeOffset Now)
{
    // An idea without words was forgotten.
    private const string Listed = $$"""
            AND (@areaCode = '' OR p.area_code = @areaCode)
            AND p.state IN (SELECT item FROM {texts @states} AS given)
            AND (@everywhere = 1 OR p.area_code IN (SELECT item FROM {texts @areas} AS given))
            AND (p.state <> 'WITHDRAWN' OR p.title <> '')
            AND (@titlePart = '' OR LOWER(p.title) LIKE @titlePart ESCAPE '!' OR p.title LIKE @titleAsTyped ESCAPE '!')
            AND (@topicId = '' OR EXISTS (SELECT 1 FROM proposal_topic about WHERE about.round_id = p.round_id
                AND about.proposal_id = p.proposal_id AND about.topic_id = @topicId))
            AND (@officer = '' OR EXISTS (SELECT 1 FROM case_assignment a JOIN desk_officer o ON o.officer_subject = a.officer_subject
                WHERE a.round_id = p.round_id AND a.proposal_id = p.proposal_id AND o.officer_subject = @officer
                AND {{DeskOfficerRow.IsColleague}}))
            AND (@toNobody = 0 OR NOT EXISTS (SELECT 1 FROM case_assignment a JOIN desk_officer o ON o.officer_subject = a.officer_subject
                WHERE a.round_id = p.round_id AND a.proposal_id = p.proposal_id AND {{DeskOfficerRow.IsColleague}}))
            AND (@isDue = 0 OR EXISTS (SELECT 1 FROM case_reminder r WHERE r.officer_subject = @subject
                AND r.round_id = p.round_id AND r.proposal_id = p.proposal_id AND r.remind_at <= @now))
        """;

    private static readonly Sql SelectOldest = new(
        ProposalView.Columns + "WHERE p.round_id = @roundId AND p.sequence > @from\n" + Listed + " ORDER BY p.sequence {limit @limit}");

    private static readonly Sql SelectNewest = new(
        ProposalView.Columns + "WHERE p.round_id = @roundId AND p.sequence < @from\n" + Listed
            + " ORDER BY p.sequence DESC {limit @limit}");

    private static readonly Sql SelectMostSupported = new(
        ProposalView.Columns
            + "WHERE p.round_id = @roundId AND (p.supports < @supports OR (p.supports = @supports AND p.sequence > @from))\n" + Listed
            + " ORDER BY p.supports DESC, p.sequence {limit @limit}");

    private static readonly Sql SelectLeastSupported = new(
        ProposalView.Columns
            + "WHERE p.round_id = @roundId AND (p.supports > @supports OR (p.supports = @supports AND p.sequence < @from))\n" + Listed
            + " ORDER BY p.supports, p.sequence DESC {limit @limit}");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM proposal p WHERE p.round_id = @roundId\n" + Listed);

    /// <summary>Before the first row.</summary>
    public PageKey Start => Filter.Order == CaseOrder.Unspecified ? PageKey.First : PageKey.Last;

    /// <summary>What is asked for, in a fixed form.</summary>
    public string Question => $"cases\n{RoundId}\n{Filter}";

    /// <summary>Where a row stands in the order.</summary>
    public PageKey KeyOf(ProposalView row) => Filter.Order == CaseOrder.MostSupported
        ? new PageKey(row.Supports, row.Sequence.ToString(CultureInfo.InvariantCulture))
        : PageKey.Of(row.Sequence);

    /// <summary>The rows after a place.</summary>
    public Task<IReadOnlyList<ProposalView>> Load(Session session, PageKey after, int limit) => session.Many<ProposalView>(
        Filter.Order switch
        {
            CaseOrder.Newest => SelectNewest,
            CaseOrder.MostSupported => SelectMostSupported,
            _ => SelectOldest,
        }, Asked(after, limit));

    /// <summary>The rows before a place, the nearest first.</summary>
    public Task<IReadOnlyList<ProposalView>> LoadBefore(Session session, PageKey before, int limit) => session.Many<ProposalView>(
        Filter.Order switch
        {
            CaseOrder.Newest => SelectOldest,
            CaseOrder.MostSupported => SelectLeastSupported,
            _ => SelectNewest,
        }, Asked(before, limit));

    /// <summary>How many there are.</summary>
    public async Task<int> LoadCount(Session session) => (int)await session.One<long>(Count, Asked(Start, limit: 0));

    /// <summary>What stands for a part of a title in a pattern of SQL; empty for every title.</summary>
    internal static string PatternOf(string part) => PatternAsTyped(part.ToLowerInvariant());

    /// <summary>The same with its capitals: what <c>LOWER</c> makes small of other letters than A to Z is each engine's own.</summary>
    internal static string PatternAsTyped(string part) => part.Length == 0 ? "" : "%" + part
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal)
        .Replace("[", "![", StringComparison.Ordinal) + "%";

    private object Asked(PageKey from, int limit)
    {
        // Of the most supported the text of the key is the sequence.
        var isBySupport = Filter.Order == CaseOrder.MostSupported;
        return new
        {
            roundId = RoundId,
            areaCode = Filter.AreaCode,
            states = Sql.List(ProposalRow.WantedStates(Filter.States)),
            everywhere = Caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(Caller.Areas.Order(StringComparer.Ordinal)),
            titlePart = PatternOf(Filter.TitlePart.Trim()),
            titleAsTyped = PatternAsTyped(Filter.TitlePart.Trim()),
            topicId = Filter.TopicId,
            officer = Filter.Assigned switch
            {
                CaseAssigned.ToMe => Caller.Subject,
                CaseAssigned.ToColleague => Filter.ColleagueSubject,
                _ => "",
            },
            toNobody = Filter.Assigned == CaseAssigned.ToNobody ? 1 : 0,
            isDue = Filter.ReminderDue ? 1 : 0,
            subject = Caller.Subject,
            now = Now,
            since = DeskOfficerRow.Since(Now),
            supports = from.Number,
            from = !isBySupport ? from.Number
                : long.TryParse(from.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence) ? sequence
                : long.MinValue,
            limit,
        };
    }
}
