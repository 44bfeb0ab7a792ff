using Grpc.Core;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Two neighbours find that they ask for the same thing, and make one idea of the two. It cannot be done, as an officer finds out; so the
/// vote of the demonstration stays what it was.
/// </summary>
internal static class JoiningTwo
{
    private const int First = 4, Second = 5, LikesBoth = 6;

    private const string FirstTitle = "A tap for drinking water", SecondTitle = "Water for the dogs";

    private const string FirstWords = "When it is hot, the children have nothing to drink on the green.";

    private const string SecondWords = "My dog and I come past every day. A bowl that fills itself would do.";

    private const string Title = "A tap with a bowl below it";

    private const string Words = "One tap for people, and what runs over fills a bowl for the dogs.";

    private const string Why = "No water pipe comes near the green.";

    /// <summary>What these people and the officer say.</summary>
    public static IReadOnlyList<string> Said { get; } =
        [FirstTitle, SecondTitle, FirstWords, SecondWords, Title, Words, Why];

    /// <summary>The two are proposed, supported and joined.</summary>
    /// <returns>The numbers of all three; none where the round was played before ideas could be joined.</returns>
    public static async Task<IReadOnlyList<string>> Play(Script script, Doors doors, Stages stages, CancellationToken cancellation)
    {
        var ids = new List<string>();
        if (script.ImportedFrom.Length > 0 || script.Ideas.Count == 0)
        {
            return ids;
        }

        await stages.Play("Two neighbours join their ideas", 1, step => Try(async () =>
        {
            ids.Add(await Propose(script, doors, First, FirstTitle, FirstWords, cancellation));
            ids.Add(await Propose(script, doors, Second, SecondTitle, SecondWords, cancellation));
            foreach (var idea in ids)
            {
                await doors.Resident(LikesBoth).Proposals.SupportProposalAsync(
                    new SupportProposalRequest
                    {
                        RequestId = script.Id($"joining/support/{idea}"), RoundId = script.RoundId, ProposalId = idea,
                    },
                    cancellationToken: cancellation);
            }

            var said = await doors.Resident(First).Proposals.SuggestJoiningAsync(
                new SuggestJoiningRequest
                {
                    RequestId = script.Id("joining/suggest"), RoundId = script.RoundId, ProposalId = ids[0], OtherProposalId = ids[1],
                    Title = Title, Words = Words, CarriedBy = ids[0],
                },
                cancellationToken: cancellation);
            var accepted = await doors.Resident(Second).Proposals.AcceptJoiningAsync(
                new AcceptJoiningRequest { RequestId = script.Id("joining/accept"), JoiningId = said.JoiningId },
                cancellationToken: cancellation);
            ids.Add(accepted.CommonProposalId);
            step();
        }));
        return ids;
    }

    /// <summary>An officer says of what stands of them that it cannot be done.</summary>
    public static async Task TurnDown(Script script, Doors doors, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        foreach (var idea in ids)
        {
            var now = await doors.Officer.Proposals.GetProposalAsync(
                new GetProposalRequest { RoundId = script.RoundId, ProposalId = idea }, cancellationToken: cancellation);
            if (now.State == ProposalState.Open)
            {
                await doors.Officer.Proposals.ValueProposalAsync(
                    new ValueProposalRequest
                    {
                        RequestId = script.Id($"joining/value/{idea}"), RoundId = script.RoundId, ProposalId = idea,
                        Valuation = new Valuation { InfeasibleReason = Why },
                    },
                    cancellationToken: cancellation);
            }
        }
    }

    private static async Task<string> Propose(
        Script script, Doors doors, int who, string title, string words, CancellationToken cancellation) =>
        (await doors.Resident(who).Proposals.CreateProposalAsync(
            new CreateProposalRequest
            {
                RequestId = script.Id($"joining/propose/{who}"),
                Proposal = new Proposal { RoundId = script.RoundId, AreaCode = script.Ideas[0].Area, Title = title, Words = words },
            },
            cancellationToken: cancellation)).ProposalId;

    // A round that was played before ideas were joined stays as it was then.
    private static async Task Try(Func<Task> play)
    {
        try
        {
            await play();
        }
        catch (RpcException late) when (late.StatusCode is StatusCode.FailedPrecondition or StatusCode.PermissionDenied
            or StatusCode.NotFound or StatusCode.AlreadyExists)
        {
            await Console.Error.WriteLineAsync($"This was played before ideas were joined: {late.Status.Detail}");
        }
    }
}
