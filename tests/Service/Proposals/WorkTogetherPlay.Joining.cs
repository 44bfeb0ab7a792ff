using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What people suggest to make one idea of two, or two of one, and what they answer.</summary>
internal sealed partial class WorkTogetherPlay
{
    /// <summary>So that every play has both, whatever comes later.</summary>
    private async Task JoinAndSplit(PlayedIdea first, PlayedIdea second)
    {
        var (one, other) = (first.Proposer, second.Proposer);
        var joining = new PlayedSuggestion(
            await council.Suggest(one, first.Id, second.Id, NewWords()), first, second, one, common: null);
        model.Suggest(joining);
        await SayYes(other, joining);
        await Agrees();
        var common = model.Ideas[^1];
        var split = new PlayedSuggestion(await council.SuggestSplit(one, common.Id), first, second, one, common);
        model.Suggest(split);
        await SayYes(other, split);
        await Agrees();
    }

    private async Task SuggestJoining()
    {
        var (own, other) = (AnIdea(), AnIdea());
        var who = Somebody([own.Proposer]);
        var carriedBy = random.Next(2) == 0 ? own.Id : other.Id;
        Joining said = new();
        if (await Tried(
            who, $"suggests to join {own.Id} with", other.Id, model.WhyNotSuggest(who, own, other),
            async () => said = await council.Suggest(who, own.Id, other.Id, NewWords(), carriedBy)))
        {
            await Suggested(new PlayedSuggestion(said, own, other, who, common: null));
        }
    }

    private async Task SuggestSplit()
    {
        var common = model.Standing.FirstOrDefault(idea => idea.Sides.Count > 0 && random.Next(4) > 0) ?? AnIdea();
        var who = Somebody([.. common.Writers.Where(writer => common.Sides.Any(side => side.IsSpokenForBy(writer, common)))]);
        var expected = model.WhyNotSplit(who, common);
        Joining said = new();
        if (await Tried(
            who, "suggests to split", common.Id, expected, async () => said = await council.SuggestSplit(who, common.Id)))
        {
            var (own, other) = common.Sides[0].IsSpokenForBy(who, common)
                ? (common.Sides[0], common.Sides[1]) : (common.Sides[1], common.Sides[0]);
            await Suggested(new PlayedSuggestion(said, own, other, who, common));
        }
    }

    /// <summary>Often somebody says yes at once.</summary>
    private async Task Suggested(PlayedSuggestion said)
    {
        model.Suggest(said);
        if (random.Next(3) > 0)
        {
            await SayYes(Somebody([.. people.Where(said.AnswersFor)]), said);
        }
    }

    private async Task Answer()
    {
        if (ASuggestion() is { } said)
        {
            var who = Somebody([.. people.Where(said.AnswersFor)]);
            await (random.Next(2) == 0 ? SayYes(who, said) : SayNo(who, said));
        }
    }

    private async Task SayYes(Caller who, PlayedSuggestion said)
    {
        Joining answer = new();
        var what = said.Common is null ? "joins" : "splits";
        if (!await Tried(
            who, what, $"{said.Own.Id} and {said.Other.Id}", model.WhyNotSayYes(who, said),
            async () => answer = await council.SayYes(who, said.Said)))
        {
            return;
        }

        if (said.Common is { } common)
        {
            model.Split(said, common);
            return;
        }

        Assert.DoesNotContain(model.Ideas, idea => idea.Id == answer.CommonProposalId);
        model.Join(said, answer.CommonProposalId);
    }

    private async Task SayNo(Caller who, PlayedSuggestion said)
    {
        var what = $"{said.Own.Id} and {said.Other.Id}";
        if (await Tried(who, "says no to", what, WorkTogetherModel.WhyNotSayNo(who, said), () => council.SayNo(who, said.Said)))
        {
            said.State = JoiningState.Refused;
        }
    }

    private async Task TakeSuggestionBack()
    {
        if (ASuggestion() is not { } said)
        {
            return;
        }

        var who = Somebody([.. people.Where(said.AsksFor)]);
        var what = $"{said.Own.Id} and {said.Other.Id}";
        if (await Tried(
            who, "thinks better of", what, WorkTogetherModel.WhyNotTakeBack(who, said), () => council.TakeBack(who, said.Said)))
        {
            said.State = JoiningState.Ended;
        }
    }
}
