using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>An officer says what the ideas of a round are about.</summary>
internal sealed class NameTopics(Database database)
{
    private static readonly int Most = FieldLimits.CountOf(NameTopicsRequest.Descriptor, "topics");

    public async Task<RoundTopics> Handle(NameTopicsRequest request, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Require(request.Topics.Count <= Most, "topics", ProposalsReasons.TopicsTooMany, ("most", Most));
        foreach (var (at, topic) in request.Topics.Index())
        {
            fields.Id($"topics[{at}].topic_id", topic.TopicId, required: false).Text($"topics[{at}].name", topic);
        }

        fields.Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, RoundTopics.Parser) is { } before)
        {
            return before;
        }

        // Holding the round means that no idea names one of them meanwhile.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        caller.MustActIn(areas.Select(area => area.AreaCode));
        var known = await TopicRow.Load(transaction, round.RoundId);
        var after = Decide(request, round, known, await TopicRow.LoadNamed(transaction, round.RoundId));
        after = [.. after.Select(topic => topic.TopicId.Length > 0 ? topic : topic with { TopicId = Guid.CreateVersion7().ToString() })];
        await TopicRow.Change(transaction, known, after);
        var answer = TopicRow.ToMessage(after);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The topics of the round from now on; new ones have no id yet. Pure.</summary>
    /// <param name="known">Those that it has.</param>
    /// <param name="named">The ids of those that ideas name.</param>
    /// <exception cref="Refusal">Ideas come in no more, one is of another round or stands there twice, or one that ideas name would
    /// go.</exception>
    internal static IReadOnlyList<TopicRow> Decide(
        NameTopicsRequest request, RoundRow round, IReadOnlyList<TopicRow> known, IReadOnlyList<string> named)
    {
        Phases.CheckSetsTopics(round.PhaseNow);
        var fields = new Fields();
        foreach (var (at, topic) in request.Topics.Index())
        {
            var earlier = request.Topics.Take(at).ToList();
            fields.Require(topic.TopicId.Length == 0 || known.Any(one => one.TopicId == topic.TopicId), $"topics[{at}].topic_id",
                    ProposalsReasons.TopicOfOthers)
                .Require(
                    !earlier.Exists(one => string.Equals(one.Name, topic.Name, StringComparison.OrdinalIgnoreCase)
                        || (topic.TopicId.Length > 0 && one.TopicId == topic.TopicId)),
                    $"topics[{at}].name", ProposalsReasons.TopicTwice);
        }

        fields.Check();
        var going = known.FirstOrDefault(one => named.Contains(one.TopicId) && request.Topics.All(topic => topic.TopicId != one.TopicId));
        if (going is not null)
        {
            throw new Refusal(ProposalsReasons.TopicIsNamed, [("topic", going.Name)], "topics");
        }

        return
        [
            .. request.Topics.Index().Select(topic => new TopicRow
            {
                TopicId = topic.Item.TopicId, RoundId = round.RoundId, Place = topic.Index + 1, Name = topic.Item.Name,
            }),
        ];
    }
}
