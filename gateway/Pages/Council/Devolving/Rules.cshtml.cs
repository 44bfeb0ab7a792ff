using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Devolving;

/// <summary>What is promised about a round's money before anybody votes: whom to ask, until when to answer, ring-fences.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class RulesModel(GrantsService.GrantsServiceClient grants, ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>As many ring-fences as the form has room for.</summary>
    public const int Fences = 3;

    private const int IdeasAtOnce = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Contact { get; set; }

    [BindProperty]
    public string? AnswerWithinDays { get; set; }

    [BindProperty]
    public string? PartAtLeast { get; set; }

    [BindProperty]
    public List<string?> Titles { get; set; } = [];

    [BindProperty]
    public List<string?> Percentages { get; set; } = [];

    [BindProperty]
    public List<string?> Amounts { get; set; } = [];

    /// <summary>"round" where it is asked of all areas together.</summary>
    [BindProperty]
    public List<string?> Reaches { get; set; } = [];

    [BindProperty]
    public string? Idea { get; set; }

    [BindProperty]
    public string? Mark { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    public MoneyRules Rules { get; private set; } = new();

    public IReadOnlyList<Choice> Ideas { get; private set; } = [];

    public IReadOnlyList<Choice> Marks =>
        [new("", Words.Devolving.MarkNone), .. Rules.RingFences.Select(fence => new Choice(fence.Mark, fence.Title))];

    public static IReadOnlyList<Choice> Reach => [new("", Words.Devolving.FenceEachArea), new("round", Words.Devolving.FenceWholeRound)];

    public bool CanChange => !Rules.Fixed && Person.CallerOf(User).Is(Role.Officer);

    public string IdeaName(string projectId) => Ideas.FirstOrDefault(idea => idea.Value == projectId)?.Text ?? projectId;

    public string FenceName(string mark) => Rules.RingFences.FirstOrDefault(fence => fence.Mark == mark)?.Title
        ?? (mark.Length == 0 ? Words.Devolving.MarkedNone : mark);

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        Contact = Rules.Contact;
        AnswerWithinDays = Rules.AnswerWithinDays.ToString(CultureInfo.CurrentCulture);
        PartAtLeast = Rules.PartAtLeast.ToString(CultureInfo.CurrentCulture);
        Titles = [.. Rules.RingFences.Select(fence => fence.Title)];
        Percentages =
            [.. Rules.RingFences.Select(fence => fence.Amount is null ? fence.Percentage.ToString(CultureInfo.CurrentCulture) : "")];
        Amounts = [.. Rules.RingFences.Select(
            fence => fence.Amount is null ? "" : fence.Amount.InUnits().ToString(CultureInfo.CurrentCulture))];
        Reaches = [.. Rules.RingFences.Select(fence => fence.WholeRound ? "round" : "")];
        Fill();
    }

    public async Task<IActionResult> OnPostRules(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        Fill();
        var rules = new MoneyRules
        {
            RoundId = id,
            Contact = Contact?.Trim() ?? "",
            AnswerWithinDays = Number(nameof(AnswerWithinDays), AnswerWithinDays),
            PartAtLeast = Number(nameof(PartAtLeast), PartAtLeast),
        };
        for (var at = 0; at < Fences; at++)
        {
            if (!string.IsNullOrWhiteSpace(Titles[at]))
            {
                rules.RingFences.Add(FenceAt(at));
            }
        }

        return await Keep(id, () => grants.PublishMoneyRulesAsync(
            new PublishMoneyRulesRequest { RequestId = RequestId.ToString(), Rules = rules }, cancellationToken: cancellation));
    }

    public async Task<IActionResult> OnPostMark(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        Fill();
        var idea = await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Idea ?? "" }, cancellationToken: cancellation);
        var request = new MarkIdeaRequest
        {
            RequestId = RequestId.ToString(), RoundId = id, ProjectId = idea.ProposalId,
            AreaCode = idea.AreaCode
        };
        if (!string.IsNullOrEmpty(Mark))
        {
            request.Marks.Add(Mark);
        }

        return await Keep(id, () => grants.MarkIdeaAsync(request, cancellationToken: cancellation));
    }

    private async Task<IActionResult> Keep(string id, Func<AsyncUnaryCall<MoneyRules>> call)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        return await this.Send(call(), CouncilLinks.MoneyRules(id) + "?saved=true");
    }

    private RingFence FenceAt(int at)
    {
        var fence = new RingFence { Title = Titles[at]!.Trim(), Mark = MarkOf(Titles[at]!, at), WholeRound = Reaches[at] == "round" };
        if (!string.IsNullOrWhiteSpace(Amounts[at]))
        {
            fence.Amount = ModelState.ReadAmount($"{nameof(Amounts)}[{at}]", Amounts[at], Round.Currency);
        }
        else
        {
            fence.Percentage = Number($"{nameof(Percentages)}[{at}]", Percentages[at]);
        }

        return fence;
    }

    private int Number(string field, string? text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.CurrentCulture, out var number))
        {
            ModelState.AddModelError(field, Words.Devolving.NumberWrong);
        }

        return number;
    }

    // The mark is made of its words, so that nobody has to think one up; it stays the same while the words do.
    private static string MarkOf(string title, int at)
    {
        var letters = string.Concat(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var mark = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        mark = (mark.Length > Fields.LongestId ? mark[..Fields.LongestId] : mark).Trim('-');
        return mark.Length > 0 ? mark : string.Create(CultureInfo.InvariantCulture, $"ring-fence-{at + 1}");
    }

    private void Fill()
    {
        foreach (var list in new[] { Titles, Percentages, Amounts, Reaches })
        {
            list.AddRange(Enumerable.Repeat<string?>("", Math.Max(0, Fences - list.Count)));
        }
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Rules = await grants.GetMoneyRulesAsync(new GetMoneyRulesRequest { RoundId = id }, cancellationToken: cancellation);
        var ideas = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = id, PageSize = IdeasAtOnce }, cancellationToken: cancellation);
        Ideas = [.. ideas.Proposals.Select(idea => new Choice(idea.ProposalId, HidingWords.TitleOf(idea)))];
    }
}
