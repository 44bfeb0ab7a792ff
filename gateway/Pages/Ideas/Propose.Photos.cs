using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>
/// The photos that somebody sends with an idea. They go once the idea is in; where one cannot be used, the idea stays and its page asks for
/// another one.
/// </summary>
public sealed partial class ProposeModel
{
    /// <summary>Four photos of the largest size, and the words.</summary>
    private const int MaxForm = 42 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Photo1 { get; set; }

    [BindProperty]
    public IFormFile? Photo2 { get; set; }

    [BindProperty]
    public IFormFile? Photo3 { get; set; }

    [BindProperty]
    public IFormFile? Photo4 { get; set; }

    /// <summary>What can be seen on the first one, and so on.</summary>
    [BindProperty]
    public string? Alt1 { get; set; }

    [BindProperty]
    public string? Alt2 { get; set; }

    [BindProperty]
    public string? Alt3 { get; set; }

    [BindProperty]
    public string? Alt4 { get; set; }

    /// <summary>Everybody who could be known from them.</summary>
    [BindProperty]
    public bool EverybodySaidYes { get; set; }

    /// <summary>No page gives a file back to a browser, so they have to be chosen again.</summary>
    public bool PhotosAgain => Chosen.Count > 0;

    /// <summary>A photo was chosen, or described already.</summary>
    private bool HasPhotos => PhotosAgain || new[] { Alt1, Alt2, Alt3, Alt4 }.Any(alt => !string.IsNullOrWhiteSpace(alt));

    private List<(IFormFile File, string? Alt, string AltField)> Chosen
    {
        get
        {
            var chosen = new List<(IFormFile File, string? Alt, string AltField)>();
            foreach (var (file, alt, altField) in new[]
                {
                    (Photo1, Alt1, nameof(Alt1)), (Photo2, Alt2, nameof(Alt2)), (Photo3, Alt3, nameof(Alt3)), (Photo4, Alt4, nameof(Alt4)),
                })
            {
                if (file is not null)
                {
                    chosen.Add((file, alt, altField));
                }
            }

            return chosen;
        }
    }

    /// <summary>What is missing beside a photo is said before anything is sent.</summary>
    private void LookAtPhotos()
    {
        foreach (var (_, _, field) in Chosen.Where(one => string.IsNullOrWhiteSpace(one.Alt)))
        {
            ModelState.AddModelError(field, Participatory.Words.Maps.PhotoAltMissing);
        }

        if (Chosen.Count > 0 && !EverybodySaidYes)
        {
            ModelState.AddModelError(nameof(EverybodySaidYes), Participatory.Words.Maps.PhotoYesMissing);
        }
    }

    /// <summary>One after the other, so that they stand in their order. Sent again, each is there once.</summary>
    /// <returns>False where one could not be used.</returns>
    private async Task<bool> SendPhotos(Proposal idea, CancellationToken cancellation)
    {
        var all = true;
        foreach (var (file, alt, field) in Chosen)
        {
            var first = new AddProposalPhotoRequest
            {
                RequestId = RequestIds.From(RequestId.ToString(), field), RoundId = idea.RoundId, ProposalId = idea.ProposalId,
                AltText = alt?.Trim() ?? "", EverybodySaidYes = EverybodySaidYes,
            };
            try
            {
                using var call = proposals.AddProposalPhoto(deadline: Pieces.Deadline, cancellationToken: cancellation);
                await Pieces.Send(
                    call, file, first, () => new AddProposalPhotoRequest(), (message, content) => message.Content = content, cancellation);
            }
            catch (RpcException refusal) when (refusal.CanBePutRight() || refusal.StatusCode == Grpc.Core.StatusCode.DeadlineExceeded)
            {
                all = false;
            }
        }

        return all;
    }
}
