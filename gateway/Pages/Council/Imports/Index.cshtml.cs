using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Counting.Pabulib;
using Participatory.Gateway.Security;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>Takes the file of a published election and reads all of it before anything is made from it.</summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm)]
public sealed class IndexModel(ImportFiles files, Say say) : PageModel
{
    /// <summary>Room for the form around the file.</summary>
    private const int MaxForm = ImportFiles.MaxBytes + (64 * 1024);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public IFormFile? Pb { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Pb is null || Pb.Length == 0)
        {
            return Again(Words.Imports.FileMissing);
        }

        if (Pb.Length > ImportFiles.MaxBytes)
        {
            return Again(Words.Imports.FileTooLarge);
        }

        var hash = await files.Keep(Pb, cancellation);
        try
        {
            var election = await PublishedElection.Read(files.Find(hash)!, hash, cancellation);
            if (election.CanBeVotedOn)
            {
                return Redirect(CouncilLinks.ImportOf(hash));
            }

            files.Forget(hash);
            return Again(say.Fill(Words.Imports.VoteTypeUnknown, election.Header["vote_type"]));
        }
        catch (PbFormatException fault)
        {
            files.Forget(hash);
            return Again(fault.Field is null
                ? say.Fill(Words.Imports.FaultAt, fault.Line, fault.Column, fault.Reason)
                : say.Fill(Words.Imports.FaultAtField, fault.Line, fault.Column, fault.Field, fault.Reason));
        }
    }

    private PageResult Again(string sentence)
    {
        ModelState.AddModelError(nameof(Pb), sentence);
        return Page();
    }
}
