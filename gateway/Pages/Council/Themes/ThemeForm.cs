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
    /// <summary>As many as a theme can quote.</summary>
    private static readonly int Most = FieldLimits.CountOf(Theme.Descriptor, "voice_ids");

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

    /// <summary>There are older voices than those offered.</summary>
    public bool HasMore { get; private set; }

    /// <summary>We have said that it does not begin with "I": from then on an officer may mean it.</summary>
    public bool MayMeanIt { get; private set; }

    /// <summary>Notes that a refusal was about the statement, and leaves it to stand beside its field.</summary>
    protected bool Look(RpcException refusal)
    {
        MayMeanIt = OnPurpose || (!string.IsNullOrWhiteSpace(Statement)
            && refusal.FieldFaults().Any(fault => fault.Name.EndsWith("statement", StringComparison.Ordinal)));
        return false;
    }

    /// <summary>What everybody may read in an area, or in the whole round; as many as a theme can quote.</summary>
    protected async Task<IEnumerable<Voice>> VoicesOf(string areaCode, CancellationToken cancellation)
    {
        var latest = await proposals.ListVoicesAsync(
            new ListVoicesRequest { RoundId = Round.RoundId, AreaCode = areaCode, LatestFirst = true, PageSize = Most },
            cancellationToken: cancellation);
        HasMore = latest.NextPageToken.Length > 0;
        return latest.Voices.Where(voice => voice.Hiding is null);
    }

    /// <summary>Offers them, each once, in this order.</summary>
    protected void Offer(IEnumerable<Voice> voices) => Offered =
    [
        .. voices.DistinctBy(voice => voice.VoiceId, StringComparer.Ordinal)
            .Select(voice => new Choice(voice.VoiceId, voice.Words, Phases.AreaName(Round, voice.AreaCode))),
    ];
}
