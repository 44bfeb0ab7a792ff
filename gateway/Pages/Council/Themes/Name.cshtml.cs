using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Themes;

/// <summary>An officer names a theme: out of what people sorted together, or out of all voices.</summary>
[OpenTo(Role.Officer)]
public sealed class NameModel(ProposalsService.ProposalsServiceClient proposals) : ThemeForm(proposals)
{
    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;

    [BindProperty]
    public string? AreaCode { get; set; }

    /// <summary>A card sort that is closed, whose cards are offered; null offers every voice.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>A group of it whose cards are chosen, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Group { get; set; }

    /// <summary>How people sorted the cards.</summary>
    public CardSortAgreement? Agreement { get; private set; }

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        VoiceIds = [.. Chosen().Select(voice => voice.VoiceId)];
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        return await this.Send(
            proposals.NameThemeAsync(
                new NameThemeRequest
                {
                    RequestId = RequestId.ToString(),
                    NotAnIStatementOnPurpose = OnPurpose,
                    Theme = new Theme
                    {
                        RoundId = id, AreaCode = AreaCode ?? "", Statement = TypedText.Lines(Statement).Trim(),
                        FewReason = TypedText.Lines(FewReason), VoiceIds = { VoiceIds },
                    },
                },
                cancellationToken: cancellation),
            _ => CouncilLinks.Themes(id) + "?saved=true", takes: Look);
    }

    /// <summary>Other voices are looked at, and nothing is saved.</summary>
    public async Task<IActionResult> OnPostLook(string id, CancellationToken cancellation)
    {
        GoOn();
        await Load(id, cancellation);
        return Page();
    }

    /// <inheritdoc />
    public override string Here => CouncilLinks.NameTheme(Round.RoundId)
        + (string.IsNullOrEmpty(Sort) ? "" : $"?sort={Uri.EscapeDataString(Sort)}");

    /// <summary>Where the cards of a group are chosen.</summary>
    public string ChooseGroup(int number) =>
        $"{CouncilLinks.NameTheme(Round.RoundId)}?sort={Uri.EscapeDataString(Sort ?? "")}"
        + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&group={number}");

    private IEnumerable<Voice> Chosen() =>
        Agreement is not null && Group is { } number && number > 0 && number <= Agreement.Groups.Count
            ? Agreement.Groups[number - 1].Cards.Select(at => Agreement.Cards[at].Voice) : [];

    private async Task Load(string id, CancellationToken cancellation)
    {
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Areas = OwnAreas.Of(Round, Person.CallerOf(User));
        if (!string.IsNullOrEmpty(Sort))
        {
            Agreement = await proposals.GetCardSortAgreementAsync(
                new GetCardSortAgreementRequest { SortId = Links.Read(Sort) }, cancellationToken: cancellation);
            AreaCode = Agreement.Sort.AreaCode;
            Offer(Chosen().Concat(Agreement.Cards.Select(card => card.Voice)));
            return;
        }

        if (Areas is [var only])
        {
            AreaCode = only.Value;
        }

        Offer(await VoicesOf(Areas is [var one] ? one.Value : "", cancellation));
    }
}
