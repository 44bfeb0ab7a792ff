using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Rounds;

/// <summary>The newest rounds as an Atom feed (RFC 4287).</summary>
[OpenTo(Role.Anyone)]
internal static class RoundsFeed
{
    private const int InFile = 50;

    public static async Task<IResult> Get(
        ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings, HttpContext context, CancellationToken cancellation)
    {
        var found = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = InFile }, cancellationToken: cancellation);
        var root = settings.Root(context.Request);
        return AtomRounds.Write(
            context, $"{Words.Rounds.Title}, {settings.Council.Name}", root, "/rounds",
            [.. found.Rounds.Select(round => new AtomRound(
                round, Links.Round(round.RoundId), round.PhaseChanges.Count > 0 ? round.PhaseChanges[^1].Time : round.CreateTime,
                round.Description))],
            settings.Council.Name);
    }
}

/// <summary>The results of the newest rounds in which people voted as an Atom feed (RFC 4287).</summary>
[OpenTo(Role.Anyone)]
internal static class ResultsFeed
{
    private const int InFile = 20;

    public static async Task<IResult> Get(
        ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings, Words.Say say, HttpContext context,
        CancellationToken cancellation)
    {
        var found = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = 100 }, cancellationToken: cancellation);
        var results = await Task.WhenAll(
            found.Rounds.Where(round => round is { Phase: Phase.Finished, EndedWithoutVote: false }).Take(InFile).Select(Result));
        return AtomRounds.Write(
            context, $"{Words.Finding.ResultsFeedTitle}, {settings.Council.Name}", settings.Root(context.Request), "/rounds", results,
            settings.Council.Name);

        async Task<AtomRound> Result(Round round)
        {
            var won = await proposals.ListFoundProposalsAsync(
                new ListFoundProposalsRequest { RoundId = round.RoundId, States = { ProposalState.Won }, PageSize = 1 },
                cancellationToken: cancellation);
            return new AtomRound(
                round, Links.Result(round.RoundId), round.PhaseChanges[^1].Time, say.Count(Words.Finding.ChosenCount, won.Total));
        }
    }
}

/// <summary>A round as an entry of a feed.</summary>
/// <param name="Path">Of the page that shows it.</param>
/// <param name="Updated">When it last became something else.</param>
/// <param name="Content">What the entry says of it.</param>
internal sealed record AtomRound(Round Round, string Path, Google.Protobuf.WellKnownTypes.Timestamp Updated, string Content);

/// <summary>What both feeds of rounds are written with.</summary>
internal static class AtomRounds
{
    public static IResult Write(
        HttpContext context, string title, string root, string page, IReadOnlyList<AtomRound> rounds, string council)
    {
        context.Response.Headers.CacheControl = "public, no-cache";
        using var text = new AtomText();
        using (var xml = AtomText.Write(text))
        {
            AtomText.Begin(
                xml, AtomText.Plain(title), root + context.Request.Path, root + page,
                rounds.Count > 0 ? Words.Say.Machine(rounds.Max(round => round.Updated)!) : null);
            foreach (var round in rounds)
            {
                AtomText.Entry(
                    xml, new AtomEntry(
                        round.Round.Title, root + round.Path, Words.Say.Machine(round.Updated), council, round.Content));
            }

            xml.WriteEndElement();
        }

        return text.Answer();
    }
}
