using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Sorting;

/// <summary>
/// Somebody puts each card into one of their piles, with a list beside it: by keyboard, on a phone and without a script. All is saved at
/// once and can be changed.
/// </summary>
[OpenTo(Role.Person)]
public sealed class SortModel(ProposalsService.ProposalsServiceClient proposals, Say say) : PageModel
{
    /// <summary>What the list says of a card that fits no pile; piles have their numbers, and "" is not sorted yet.</summary>
    private const string FitsNone = "0";

    private const int PilesAtFirst = 8;

    /// <summary>How many empty piles there are beside those in use.</summary>
    private const int PilesMore = 4;

    private static readonly int MostPiles = FieldLimits.CountOf(SortCardsRequest.Descriptor, "piles");

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The cards that the form had.</summary>
    [BindProperty]
    public List<string> Cards { get; set; } = [];

    /// <summary>Where each of them goes.</summary>
    [BindProperty]
    public List<string?> Places { get; set; } = [];

    /// <summary>What the piles are called, from the first.</summary>
    [BindProperty]
    public List<string?> Names { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    public CardDeck Deck { get; private set; } = new() { Sort = new CardSort() };

    /// <summary>The words of each question by its id.</summary>
    public IReadOnlyDictionary<string, string> Questions { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What can be chosen for each card.</summary>
    public IReadOnlyList<Choice> PlaceChoices =>
    [
        new("", Words.Sorting.NotYet), new(FitsNone, Words.Sorting.FitsNone),
        .. Names.Select((name, at) => new Choice(
            Number(at),
            string.IsNullOrWhiteSpace(name) ? say.Fill(Words.Sorting.PileName, at + 1) : say.Fill(Words.Sorting.PileNamed, at + 1, name))),
    ];

    public async Task OnGet(string id, string sort, CancellationToken cancellation)
    {
        var mine = proposals.GetMyPilesAsync(new GetMyPilesRequest { SortId = Links.Read(sort) }, cancellationToken: cancellation);
        await Load(id, sort, cancellation);
        var piles = await mine;
        Names = [.. piles.Piles.Select(pile => (string?)pile.Name)];
        var places = piles.FitsNoneVoiceIds.ToDictionary(voice => voice, _ => FitsNone, StringComparer.Ordinal);
        foreach (var (at, pile) in piles.Piles.Index())
        {
            foreach (var voice in pile.VoiceIds)
            {
                places[voice] = Number(at);
            }
        }

        Cards = [.. Deck.Cards.Select(card => card.VoiceId)];
        Places = [.. Cards.Select(card => places.GetValueOrDefault(card, ""))];
        AddPiles();
    }

    public async Task<IActionResult> OnPost(string id, string sort, CancellationToken cancellation)
    {
        var request = new SortCardsRequest { RequestId = RequestId.ToString(), SortId = Links.Read(sort) };
        var places = Cards.Zip(Places).ToLookup(card => card.Second ?? "", card => card.First, StringComparer.Ordinal);
        // Empty piles between others stay where they are, so that each pile keeps its number.
        var last = Names.Index().LastOrDefault(
            pile => places[Number(pile.Index)].Any() || !string.IsNullOrWhiteSpace(pile.Item), (Index: -1, Item: null)).Index;
        request.Piles.AddRange(Names.Take(last + 1).Select((name, at) => new Pile
        {
            Name = TypedText.Lines(name).Trim(), VoiceIds = { places[Number(at)] },
        }));
        request.FitsNoneVoiceIds.AddRange(places[FitsNone]);
        if (await this.GoesThrough(() => proposals.SortCardsAsync(request, cancellationToken: cancellation).ResponseAsync))
        {
            return Redirect(Links.SortCards(id, Links.Read(sort)) + "?saved=true");
        }

        await Load(id, sort, cancellation);
        AddPiles();
        return Page();
    }

    /// <summary>Where a card goes, as the form has it.</summary>
    public string PlaceOf(Voice card) => Cards.IndexOf(card.VoiceId) is >= 0 and var at && at < Places.Count ? Places[at] ?? "" : "";

    /// <summary>What a list says of a pile: its number, from 1.</summary>
    private static string Number(int at) => (at + 1).ToString(CultureInfo.InvariantCulture);

    private void AddPiles()
    {
        var used = Names.FindLastIndex(name => !string.IsNullOrWhiteSpace(name)) + 1;
        used = Math.Max(used, Places.Select(place => int.TryParse(place, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty().Max());
        while (Names.Count < Math.Min(MostPiles, Math.Max(PilesAtFirst, used + PilesMore)))
        {
            Names.Add("");
        }
    }

    private async Task Load(string id, string sort, CancellationToken cancellation)
    {
        var deck = proposals.GetCardsAsync(new GetCardsRequest { SortId = Links.Read(sort) }, cancellationToken: cancellation);
        var questions = Pages.Voices.Questions.Load(proposals, id, "", cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Deck = await deck;
        Questions = (await questions).ToDictionary(one => one.QuestionId, one => one.Words, StringComparer.Ordinal);
    }
}
