using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>All polls, the newest first.</summary>
internal sealed class ListPolls(Database database, LogKey key)
{
    // A page ends early rather than grow past what a caller accepts as one message.
    private const int MaxProjectsOnPage = 5_000;

    private static readonly Sql SelectPage = new("""
        SELECT poll_id, title, state, vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points, rule_name, utility, tie_order, min_votes,
               currency, opens_at, closes_at, imported_from, frozen_hash, created_at
        FROM poll
        WHERE @isFirst = 1 OR created_at < @createdAt OR (created_at = @createdAt AND poll_id > @pollId)
        ORDER BY created_at DESC, poll_id {limit @count}
        """);

    public async Task<ListPollsResponse> Handle(ListPollsRequest request, CancellationToken cancellation)
    {
        var size = PageToken.Size(request.PageSize, normal: 20, max: 100);
        var after = PageToken.Read(request.PageToken, "polls", length: 2);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<PollRow>(SelectPage, new
        {
            isFirst = after is null ? 1 : 0,
            createdAt = after is null ? default : Instant(after[0]),
            pollId = after is null ? "" : after[1],
            count = size + 1,
        });

        var response = new ListPollsResponse();
        var projects = 0;
        foreach (var row in rows.Take(size).TakeWhile(_ => projects < MaxProjectsOnPage))
        {
            var poll = await StoredPoll.Load(session, row);
            projects += poll.Projects.Count;
            response.Polls.Add(poll.ToMessage(key));
        }

        if (response.Polls.Count < rows.Count)
        {
            var last = rows[response.Polls.Count - 1];
            response.NextPageToken = PageToken.After("polls", last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.PollId);
        }

        return response;
    }

    private static DateTimeOffset Instant(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(number, TimeSpan.Zero)
            : throw Refusal.At("page_token", Reasons.PageTokenForeign);
}
