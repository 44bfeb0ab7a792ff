using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Sorting;

/// <summary>How people sorted the cards: what most of them put together, and where they see it in different ways. Never who.</summary>
[OpenTo(Role.Anyone)]
public sealed class ResultModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public Round Round { get; private set; } = new();

    public CardSort Sort { get; private set; } = new();

    /// <summary>Null while people sort.</summary>
    public CardSortAgreement? Agreement { get; private set; }

    /// <summary>Cards of no group, by their places.</summary>
    public IReadOnlyList<int> Alone { get; private set; } = [];

    /// <summary>The words of each question by its id.</summary>
    public IReadOnlyDictionary<string, string> Questions { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Of a hundred pairs, on how many all agree.</summary>
    public int Percent => Agreement is { Pairs: > 0 } all ? (int)(100L * all.Agreed / all.Pairs) : 0;

    public async Task OnGet(string id, string sort, CancellationToken cancellation)
    {
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Questions = (await questions).ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal);
        try
        {
            Agreement = await proposals.GetCardSortAgreementAsync(
                new GetCardSortAgreementRequest { SortId = Links.Read(sort) }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
        {
            // People still sort.
            Sort = (await proposals.GetCardsAsync(new GetCardsRequest { SortId = Links.Read(sort) }, cancellationToken: cancellation)).Sort;
            return;
        }

        Sort = Agreement.Sort;
        Alone = [.. Enumerable.Range(0, Agreement.Cards.Count).Except(Agreement.Groups.SelectMany(group => group.Cards))];
    }

    /// <summary>One card, with which cards most people put it.</summary>
    public ShownCard CardAt(int at) =>
        new(at, Agreement!.Cards[at], Questions.GetValueOrDefault(Agreement.Cards[at].Voice.QuestionId, ""), Round.RoundId);
}

/// <summary>A card of a sort that has ended, drawn by _SortedCard.</summary>
/// <param name="At">Its place, from 0.</param>
/// <param name="Question">The words of the question that it answers.</param>
public sealed record ShownCard(int At, SortedCard Card, string Question, string RoundId);
