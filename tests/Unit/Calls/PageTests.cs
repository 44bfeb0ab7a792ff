using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Participatory.Platform.Calls;
using Participatory.Tests.Unit.Architecture;

namespace Participatory.Tests.Unit.Calls;

public sealed partial class PageTests
{
    private const int WhatAClientReads = 4 * 1024 * 1024;

    /// <summary>Every list of our contract, by its method's name.</summary>
    public static TheoryData<string> Lists { get; } = [.. ListMethods.Select(method => method.Name).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<MethodDescriptor> ListMethods =>
        OurCode.Services.SelectMany(service => service.Methods).Where(method => method.Name.StartsWith("List", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Lists))]
    public void Rows_as_large_as_they_get_come_in_pages_that_a_client_takes(string name)
    {
        var answer = ListMethods.First(method => method.Name == name).OutputType;
        // The rows stand first; whatever else comes along is a few.
        var field = answer.Fields.InFieldNumberOrder().First(field => field.IsRepeated && field.FieldType == FieldType.Message);
        var fill = typeof(PageTests).GetMethod(nameof(Pages), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(
            field.MessageType.ClrType);

        var row = Large(field.MessageType);
        var pages = (List<int>)fill.Invoke(null, [row, 1_000])!;

        Assert.Equal(1_000, pages.Sum());
        Assert.True(pages.Count > 1, "The rows were not large.");
        Assert.All(pages, rows => Assert.InRange(rows * (row.CalculateSize() + 5), 1, WhatAClientReads));
    }

    [Fact]
    public void A_row_that_is_larger_than_a_page_comes_alone()
    {
        Assert.Equal([1, 1, 1], Pages(new Google.Rpc.ErrorInfo { Reason = new string('a', Page.MaxBytes + 1_000) }, 3));
    }

    [Fact]
    public void A_row_that_the_caller_does_not_see_leaves_the_page_shorter_and_the_next_one_where_it_was()
    {
        var rows = Enumerable.Range(1, 5).ToList();
        var page = Page.Of(size: 4, token: "", "rows", PageKey.First, normal: 10, max: 10);
        var items = new RepeatedField<Google.Rpc.ErrorInfo>();

        var next = page.Fill(items, rows, row => PageKey.Of(row), row => row == 4 ? null : new Google.Rpc.ErrorInfo { Reason = $"{row}" });

        Assert.Equal(["1", "2", "3"], items.Select(item => item.Reason));
        Assert.Equal(4, Page.Of(size: 4, next, "rows", PageKey.First, normal: 10, max: 10).Sequence);
        Assert.Throws<Refusal>(() => Page.Of(size: 4, next, "other rows", PageKey.First, normal: 10, max: 10));
    }

    [Theory]
    [InlineData(199, 199)]
    [InlineData(200, 200)]
    [InlineData(201, 200, 1)]
    [InlineData(400, 200, 200)]
    public void A_list_that_fills_its_pages_has_no_empty_one_after_them(int rows, params int[] onEachPage) =>
        Assert.Equal(onEachPage, Pages(new Google.Rpc.ErrorInfo { Reason = "a" }, rows));

    [Fact]
    public void Every_list_of_every_service_is_cut_by_the_one_page()
    {
        var lists = OurCode.Sources("*.cs", "services").Select(path => (Path: path, Text: File.ReadAllText(path)))
            .Where(file => Handler().IsMatch(file.Text)).ToList();

        Assert.True(lists.Count > 15, "The lists were not found.");
        Assert.All(lists, file => Assert.True(Handler().Count(file.Text) == Cut().Count(file.Text), file.Path));
        Assert.All(lists, file => Assert.DoesNotContain(" PageToken.", file.Text, StringComparison.Ordinal));
    }

    // How many rows each page of so many rows like this has.
    private static List<int> Pages<TItem>(TItem row, int count)
        where TItem : class, IMessage
    {
        List<int> pages = [];
        var token = "";
        do
        {
            var page = Page.Of(size: 0, token, "rows", PageKey.First, normal: 200, max: 200);
            var from = page.Sequence == long.MinValue ? 1 : (int)page.Sequence + 1;
            var items = new RepeatedField<TItem>();
            token = page.Fill(
                items, Enumerable.Range(from, count - from + 1).Take(page.Count).ToList(), number => PageKey.Of(number), _ => row);
            pages.Add(items.Count);
        }
        while (token.Length > 0);
        return pages;
    }

    // Ten thousand letters of three bytes in its first texts: what a person may write at most.
    private static IMessage Large(MessageDescriptor type)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.String))
        {
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(new string('語', 10_000));
            }
            else
            {
                field.Accessor.SetValue(message, new string('語', 10_000));
            }
        }

        return message;
    }

    [GeneratedRegex(@"\bPage\.Of\(", RegexOptions.None, 1000)]
    private static partial Regex Cut();

    [GeneratedRegex(@"Handle\(List\w+Request ", RegexOptions.None, 1000)]
    private static partial Regex Handler();
}
