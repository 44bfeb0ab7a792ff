using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Themes;

/// <summary>The fields of a theme, drawn by _ThemeForm: the voices to choose from, what they say, and why few are enough.</summary>
public abstract class ThemeForm(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>How many voices are looked at together.</summary>
    private const int OnePage = 50;

    /// <summary>Where the form is sent. Without it a page that a look has answered would only look again.</summary>
    public abstract string Here { get; }

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public List<string> VoiceIds { get; set; } = [];

    [BindProperty]
    public string? Statement { get; set; }

    [BindProperty]
    public bool OnPurpose { get; set; }

    [BindProperty]
    public string? FewReason { get; set; }

    public Round Round { get; protected set; } = new();

    /// <summary>The voices to choose from.</summary>
    public IReadOnlyList<Choice> Offered { get; private set; } = [];

    /// <summary>Those of them that were recorded or drawn.</summary>
    public IReadOnlyList<Voice> WithFiles { get; private set; } = [];

    /// <summary>Words to look for among all voices.</summary>
    [BindProperty]
    public string? Search { get; set; }

    /// <summary>The words after which those are offered that are on this page.</summary>
    [BindProperty]
    public string? Sought { get; set; }

    /// <summary>From which they are offered; empty is the latest.</summary>
    [BindProperty]
    public string? At { get; set; }

    /// <summary>Of the button that was pressed: where to look on; empty begins anew.</summary>
    [BindProperty]
    public string? To { get; set; }

    /// <summary>Voices are looked for among all of an area, and not a few offered that others put together.</summary>
    public bool Searches { get; private set; }

    /// <summary>Where older voices begin; empty where there are none.</summary>
    public string Next { get; private set; } = "";

    /// <summary>What was chosen and is not on this page.</summary>
    public IEnumerable<string> ChosenElsewhere =>
        VoiceIds.Distinct(StringComparer.Ordinal).Except(Offered.Select(one => one.Value), StringComparer.Ordinal);

    /// <summary>We have said that it does not begin with "I": from then on an officer may mean it.</summary>
    public bool MayMeanIt { get; private set; }

    /// <summary>Notes that a refusal was about the statement, and leaves it to stand beside its field.</summary>
    protected bool Look(RpcException refusal)
    {
        MayMeanIt = OnPurpose || (!string.IsNullOrWhiteSpace(Statement)
            && refusal.FieldFaults().Any(fault => fault.Name.EndsWith("statement", StringComparison.Ordinal)));
        return false;
    }

    /// <summary>Goes on to other voices: what is typed and chosen stays, and nothing is saved.</summary>
    protected void GoOn()
    {
        (Sought, At) = string.IsNullOrEmpty(To) ? (Search, "") : (Sought, To);
        Search = Sought;
        // What stands in the fields now is not what was sent.
        ModelState.Remove(nameof(Search));
    }

    /// <summary>What everybody may read in an area, or in the whole round: those of one page, the latest first.</summary>
    protected async Task<IEnumerable<Voice>> VoicesOf(string areaCode, CancellationToken cancellation)
    {
        var latest = await proposals.ListVoicesAsync(
            new ListVoicesRequest
            {
                RoundId = Round.RoundId, AreaCode = areaCode, LatestFirst = true, PageSize = OnePage, Search = Sought ?? "",
                PageToken = At ?? "",
            },
            cancellationToken: cancellation);
        (Searches, Next) = (true, latest.NextPageToken);
        return latest.Voices.Where(voice => voice.Hiding is null);
    }

    /// <summary>Offers them, each once, in this order.</summary>
    protected void Offer(IEnumerable<Voice> voices)
    {
        var each = voices.DistinctBy(voice => voice.VoiceId, StringComparer.Ordinal).ToList();
        WithFiles = [.. each.Where(voice => voice.File is not null)];
        Offered =
        [
            .. each.Select(voice => new Choice(
                voice.VoiceId, voice.Words.Length > 0 ? voice.Words : Words.VoiceFiles.SoundCard, Phases.AreaName(Round, voice.AreaCode))),
        ];
    }
}
