using System.Security.Claims;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;

namespace Participatory.Tests.Security.Pages;

/// <summary>Where the address of a form is a key, nothing of it is kept: the address would be kept with it.</summary>
public sealed class KeyFormTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task A_form_whose_address_is_a_key_goes_on_to_its_page_whoever_opened_it()
    {
        var pages = shared.Gateway.Endpoints.Where(page => page.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .ToLookup(page => page.RoutePattern.Parameters.Any(part => part.Name is "secret" or "token"));
        Assert.True(pages[true].Count() >= 8, "The pages were not found.");
        foreach (var page in pages[true])
        {
            Assert.True(await GoesOn(page), page.RoutePattern.RawText);
        }

        Assert.False(await GoesOn(pages[false].First()), "Any other is looked at first.");
    }

    /// <summary>The form reaches its page, though the session of whoever opened it is over.</summary>
    private static async Task<bool> GoesOn(RouteEndpoint page)
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = provider };
        // As if the page said nothing about it itself.
        context.SetEndpoint(new Endpoint(
            null, new EndpointMetadataCollection(page.Metadata.Where(part => part is not NeverKeptAttribute)), page.DisplayName));
        foreach (var part in page.RoutePattern.Parameters)
        {
            context.Request.RouteValues[part.Name] = "1";
        }

        context.User = Person.Of(new() { Subject = "somebody", TokenExpireTime = new Timestamp() }, "", "session");
        var opener = OpenedBy.Seal(context);
        context.User = new ClaimsPrincipal();
        context.Request.Method = "POST";
        context.Request.Host = new HostString("budget.example");
        context.Request.Headers.Origin = "https://budget.example";
        // A script's form is stopped without being kept.
        context.Request.Headers["Sec-Fetch-Mode"] = "cors";
        context.Request.Form = new FormCollection(
            new Dictionary<string, StringValues>(StringComparer.Ordinal) { [OpenedBy.Field] = opener });
        var reached = false;
        await new KeepForms(null!).Check(context, _ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        return reached;
    }
}
