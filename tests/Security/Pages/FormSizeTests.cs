using System.Net;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.Gateway;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Platform.Running;

namespace Participatory.Tests.Security.Pages;

/// <summary>Whoever is not signed in cannot fill the disk or the memory of the gateway with a form, and nobody can do it alone.</summary>
public sealed class FormSizeTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const int Large = 11 * 1024 * 1024;

    public static TheoryData<string> Doors =>
        ["/", "/sign-in", "/sign-in/code", "/start", "/nowhere", "/error/404", "/api/token", "/council", "/health"];

    [Theory, MemberData(nameof(Doors))]
    public async Task A_large_form_of_nobody_is_thrown_away_with_a_sentence_and_leaves_no_file(string path)
    {
        var before = TemporaryFiles();
        using var form = new Form(Large, told: true);
        using var answer = await Send(path, form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            "That is more than we can take at once", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Empty(TemporaryFiles().Except(before));
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task A_form_whose_length_is_not_told_is_cut_off(string path)
    {
        var before = TemporaryFiles();
        using var form = new Form(Large, told: false);
        try
        {
            using var answer = await Send(path, form);
            Assert.InRange((int)answer.StatusCode, 300, 499);
        }
        catch (HttpRequestException)
        {
            // Cut off in the middle of a sentence.
        }

        // What lies in buffers of the network on the way has been sent, too.
        Assert.InRange(form.Sent, 0, Large - 1);
        Assert.Empty(TemporaryFiles().Except(before));
    }

    [Fact]
    public async Task A_small_form_of_nobody_is_read_as_ever()
    {
        using var form = new Form(FormSizes.BeforeSignIn - 2_000, told: true);
        using var answer = await Send("/sign-in", form);
        // Without the seal of the page it is refused for that.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(false, null, 16 * 1024)]
    [InlineData(true, null, 1024 * 1024)]
    [InlineData(true, 40_000_000, 40_000_000)]
    [InlineData(false, 40_000_000, 16 * 1024)]
    public async Task How_much_is_read_goes_by_who_sends_and_by_the_page(bool signedIn, int? page, int most)
    {
        Assert.Equal(200, (await Checked(new FormSizes(), signedIn, page, most)).Response.StatusCode);
        Assert.Equal(413, (await Checked(new FormSizes(), signedIn, page, most + 1)).Response.StatusCode);
    }

    [Fact]
    public async Task Many_forms_with_files_at_once_stay_within_what_is_stated()
    {
        const int one = 40 * 1024 * 1024;
        var sizes = new FormSizes();
        Assert.True(sizes.Enter("amina", one) && sizes.Enter("amina", one));
        var third = await Checked(sizes, signedIn: true, one, one);
        Assert.Equal((503, "20"), (third.Response.StatusCode, third.Response.Headers.RetryAfter.ToString()));

        var held = 2L * one;
        for (var number = 0; sizes.Enter($"somebody-{number}", one); number++)
        {
            held += one;
        }

        Assert.Equal(400L * 1024 * 1024, held);
        // A form of words goes on, and what is free again is free.
        Assert.Equal(200, (await Checked(sizes, signedIn: true, null, FormSizes.SignedIn)).Response.StatusCode);
        sizes.Leave("amina", one);
        Assert.Equal(200, (await Checked(sizes, signedIn: true, one, one)).Response.StatusCode);
        Assert.Equal(200, (await Checked(sizes, signedIn: true, one, one)).Response.StatusCode);
    }

    [Fact]
    public void Pages_with_files_say_how_large_and_are_for_people_who_are_signed_in()
    {
        var pages = typeof(GatewayService).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract).ToList();
        var withFiles = pages.Where(page => Fields(page).Concat(Fields(page).SelectMany(field => Fields(field.PropertyType)))
            .Any(field => field.PropertyType == typeof(IFormFile))).ToList();

        Assert.True(withFiles.Count >= 5, "Pages with files were not found.");
        Assert.Empty(withFiles.Where(page => page.GetCustomAttribute<RequestSizeLimitAttribute>() is null).Select(page => page.Name));
        Assert.Empty(
            from page in pages
            where page.GetCustomAttribute<RequestSizeLimitAttribute>() is not null
                && page.GetCustomAttribute<OpenToAttribute>()!.Roles.Contains(Role.Anyone)
                // Whoever has no account says it or draws it, too.
                && page.Name != "AnswerModel"
            select page.Name);
        // Whoever votes and whoever answers has no account.
        Assert.Equal(
            [
                ("AnswerModel", 12 * 1024 * 1024), ("PlaceModel", 64 * 1024), ("PlayBackModel", 64 * 1024), ("VoteModel", 128 * 1024),
                ("WriteModel", 64 * 1024),
            ],
            pages.Select(page => (page.Name, page.GetCustomAttribute<FormBeforeSignInAttribute>()?.Bytes ?? 0))
                .Where(page => page.Item2 > 0).OrderBy(page => page.Name, StringComparer.Ordinal));
    }

    private static PropertyInfo[] Fields(System.Type type) => type.IsClass && type.Assembly == typeof(GatewayService).Assembly
        ? type.GetProperties(BindingFlags.Public | BindingFlags.Instance) : [];

    /// <summary>A form of so many bytes at a page that takes so many.</summary>
    private static async Task<HttpContext> Checked(FormSizes sizes, bool signedIn, int? page, int bytes)
    {
        var context = new DefaultHttpContext { RequestServices = Logged };
        (context.Request.Method, context.Request.ContentType, context.Request.ContentLength) = ("POST", "multipart/form-data", bytes);
        context.SetEndpoint(new Endpoint(
            null, new EndpointMetadataCollection(page is { } most ? [new RequestSizeLimitAttribute(most)] : []), "page"));
        if (signedIn)
        {
            context.User = Person.Of(
                new Participatory.People.V1.Identity { Subject = "amina", TokenExpireTime = new Timestamp() }, "", "session");
        }

        await sizes.Check(context, _ => Task.CompletedTask);
        return context;
    }

    private static readonly IServiceProvider Logged = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
        .AddSingleton<SecurityLog>().BuildServiceProvider();

    private static string[] TemporaryFiles() => Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*.tmp");

    private async Task<HttpResponseMessage> Send(string path, Form form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        return await shared.Gateway.Browser.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>A form with one file of zeros, whose length is told before or is not.</summary>
    private sealed class Form : HttpContent
    {
        private static readonly byte[] Head = System.Text.Encoding.ASCII.GetBytes(
            "--a-boundary\r\nContent-Disposition: form-data; name=\"Content\"; filename=\"a.jpg\"\r\n\r\n");

        private static readonly byte[] End = System.Text.Encoding.ASCII.GetBytes("\r\n--a-boundary--\r\n");

        private readonly int bytes;
        private readonly bool told;

        public Form(int bytes, bool told)
        {
            (this.bytes, this.told) = (bytes, told);
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=a-boundary");
        }

        public int Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Head);
            for (var some = new byte[16 * 1024]; Sent < bytes;)
            {
                var next = Math.Min(some.Length, bytes - Sent);
                await stream.WriteAsync(some.AsMemory(0, next));
                Sent += next;
            }

            await stream.WriteAsync(End);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Head.Length + bytes + End.Length;
            return told;
        }
    }
}
