using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What an idea may hold, which depends on its round: one less than the limit, as much, and one more.</summary>
public sealed class AtTheNumberTests
{
    /// <summary>What somebody says of an idea; the rest of the message is ours.</summary>
    private static readonly string[] Said = ["title", "words", "who_benefits", "shown_as", "counts_for"];

    [Theory, EveryDatabase]
    public async Task An_idea_takes_as_much_as_its_limits_and_refuses_one_more(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.MakeAccepting(Council.Draft("warsaw", importedFrom: "Warsaw 2020"));

        Assert.Empty(await Wrong(council, People.Amina, Council.RoundId, imported: false));
        Assert.Empty(await Wrong(council, People.Grace, "warsaw", imported: true));
    }

    private static async Task<List<string>> Wrong(Council council, Caller caller, string roundId, bool imported)
    {
        var method = Contract.Descriptor.FindMethodByName("CreateProposal");
        var paths = LimitWalk.Limited(method.InputType).Where(path => path.Length == 2 && Said.Contains(path[^1].Name)).ToList();
        Assert.Equal(Said.Length, paths.Count);
        List<string> wrong = [];
        foreach (var path in paths)
        {
            var idea = Council.Idea(roundId: roundId);
            path[^1].Accessor.Clear(idea);
            wrong.AddRange(await LimitWalk.Past(
                council.Service.As(caller), method, new CreateProposalRequest { Proposal = idea }, path, imported: imported));
        }

        return wrong;
    }
}
