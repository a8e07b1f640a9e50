using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.SubjectRequests;

namespace Offboarding.Plugins.Schedule;

/// <summary>Reads what schedules depend on, for many accounts at once.</summary>
/// <remarks>
/// Requests: 12, whatever the number of accounts and contacts (accounts, contracts, contacts, consents, requests of contacts and of accounts, accounts that have a contact as primary
/// contact, connections, and 4 for holds), plus 1 per further 5,000 rows; the holiday rules once if a contract needs them. A contact belongs to the account that is its parent; it stands for another account, too, if that one has it as primary contact or is
/// connected with it.
/// </remarks>
sealed class AccountFactQueries
{
    /// <summary>Accounts in one reading.</summary>
    internal const int MostAccounts = 100;

    const string ParentCustomer = "parentcustomerid";
    const string PrimaryContact = "primarycontactid";
    const string Owner = "owner";

    readonly IOrganizationService service;
    readonly LocalDate today;
    readonly NoticeRules notice;
    readonly HolidayCalendars calendars;
    readonly string packs;
    readonly ContractSources sources;

    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="today">Local date.</param>
    /// <param name="notice">Rules that end contracts.</param>
    /// <param name="calendars">Public holidays.</param>
    /// <param name="packs">Packs of retention rules of accounts that name none.</param>
    /// <param name="sources">Other tables in which contracts live.</param>
    internal AccountFactQueries(IOrganizationService service, LocalDate today, NoticeRules notice, HolidayCalendars calendars, string packs, ContractSources sources)
    {
        this.service = service;
        this.today = today;
        this.notice = notice;
        this.calendars = calendars;
        this.packs = packs;
        this.sources = sources;
    }

    /// <summary>The facts by account; an account that is gone is absent.</summary>
    internal IReadOnlyDictionary<Guid, AccountFacts> Read(IReadOnlyCollection<Guid> accounts)
    {
        if (accounts.Count == 0) return new Dictionary<Guid, AccountFacts>();
        if (accounts.Count > MostAccounts) throw new ArgumentException("At most " + MostAccounts + " accounts are read at once, not " + accounts.Count + ".", nameof(accounts));

        var ids = accounts.Cast<object>().ToArray();
        var rows = Accounts(ids);
        var ends = ContractEnds(ids);
        var contacts = Contacts(ids);
        var consents = Standing(ids);
        var shared = Shared(ids);
        var requests = Requests(ids);
        var holds = HoldQueries.OfAccounts(service, accounts);
        return rows.ToDictionary(static row => row.Id, row =>
        {
            var own = contacts[row.Id].OrderBy(static id => id).ToList();
            var mine = new HashSet<Guid>(own);
            return new AccountFacts
            {
                Id = row.Id,
                IsActive = row.State != AccountState.Inactive,
                DeactivatedOn = row.State == AccountState.Inactive ? row.DeactivatedOn : null,
                Jurisdictions = string.IsNullOrWhiteSpace(row.Jurisdictions) ? packs : row.Jurisdictions!.Trim(),
                Sectors = row.Sectors?.Trim() ?? "",
                FiscalYearEnd = row.FiscalYearEnd?.Trim() ?? "",
                ProceedingsOpen = row.ProceedingsOpen?.Trim() ?? "",
                ContractEnds = ends[row.Id].ToDictionary(static end => end.Key, static end => end.Value),
                Contacts = own,
                Subjects = own.Concat([row.Id]).ToDictionary(static id => id, id => Subject(requests[id], consents.Contains(id), shared.Contains(id))),
                Holds = [.. holds.Where(hold => hold.AccountId == row.Id || (hold.ContactId is { } contact && mine.Contains(contact)))],
            };
        });
    }

    /// <summary>A request ends a standing consent, too, unless the person says otherwise.</summary>
    SubjectFacts Subject(IEnumerable<SubjectRequestRow> requests, bool hasConsent, bool isShared)
    {
        var own = requests.ToList();
        var erasures = own.Where(static request => request.Kind == SubjectRequestKind.Erasure).ToList();

        // While nobody knows who asks, nothing is erased for it; to restrict harms nobody.
        var restrictions = own.Where(static request => request.Kind == SubjectRequestKind.Restriction).Concat(erasures.Where(RequestRule.IsIdentityOpen));
        return new SubjectFacts
        {
            HasOtherActiveAccounts = isShared,
            ConsentStanding = hasConsent && erasures.TrueForAll(static request => request.KeepConsent == true),
            ErasureRequest = First(erasures.Where(static request => !RequestRule.IsIdentityOpen(request))),
            RestrictionRequest = First(restrictions.Where(request => !(request.LiftedOn <= today))),
        };
    }

    static LocalDate? First(IEnumerable<SubjectRequestRow> requests) => requests.Min(static request => request.ReceivedOn);

    IReadOnlyList<AccountRow> Accounts(object[] ids)
    {
        var query = new QueryExpression(AccountRow.Table)
        {
            ColumnSet = new ColumnSet(
                AccountRow.Columns.State, AccountRow.Columns.DeactivatedOn, AccountRow.Columns.Jurisdictions, AccountRow.Columns.Sectors, AccountRow.Columns.FiscalYearEnd,
                AccountRow.Columns.ProceedingsOpen),
        };
        query.Criteria.AddCondition(new ConditionExpression(AccountRow.Columns.Id, ConditionOperator.In, ids));
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new AccountRow(row))];
    }

    /// <summary>Contracts of whatever state: one that was wound up still says when it ended.</summary>
    ILookup<Guid, KeyValuePair<Guid, LocalDate?>> ContractEnds(object[] ids)
    {
        var query = new QueryExpression(ContractRow.Table) { ColumnSet = ContractQueries.FactColumns() };
        query.Criteria.AddCondition(new ConditionExpression(ContractRow.Columns.AccountId, ConditionOperator.In, ids));
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);
        var own = service.AllRows(query).Select(static row => new ContractRow(row)).Select(contract => new KeyValuePair<Guid, KeyValuePair<Guid, LocalDate?>>(
            contract.AccountId!.Id, new(contract.Id, ContractRule.Evaluate(OwnedContract.FactsOf(contract), notice, today, calendars).EndsOn)));
        var elsewhere = sources.Contracts(service, [.. ids.Cast<Guid>()], withSubsidiaries: false, anyState: true).Select(contract => new KeyValuePair<Guid, KeyValuePair<Guid, LocalDate?>>(
            contract.Accounts[0], new(contract.Id, ContractRule.Evaluate(contract.Facts, notice, today, calendars).EndsOn)));
        return own.Concat(elsewhere).ToLookup(static pair => pair.Key, static pair => pair.Value);
    }

    ILookup<Guid, Guid> Contacts(object[] ids)
    {
        var query = new QueryExpression(ContactRow.Table) { ColumnSet = new ColumnSet(ParentCustomer) };
        query.Criteria.AddCondition(new ConditionExpression(ParentCustomer, ConditionOperator.In, ids));
        query.AddOrder(ContactRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).ToLookup(static row => row.GetAttributeValue<EntityReference>(ParentCustomer).Id, static row => row.Id);
    }

    /// <summary>Contacts with a consent that was neither withdrawn nor has lapsed.</summary>
    HashSet<Guid> Standing(object[] ids)
    {
        var query = new QueryExpression(ConsentRow.Table) { ColumnSet = new ColumnSet(ConsentRow.Columns.ContactId) };
        query.Criteria.AddCondition(ConsentRow.Columns.State, ConditionOperator.Equal, (int)ConsentState.Active);
        query.Criteria.AddCondition(ConsentRow.Columns.Basis, ConditionOperator.Equal, (int)ConsentBasis.Consent);
        NullOrFrom(query.Criteria, ConsentRow.Columns.WithdrawnOn, today.PlusDays(1));
        NullOrFrom(query.Criteria, ConsentRow.Columns.EndsOn, today);
        query.AddOrder(ConsentRow.Columns.Id, OrderType.Ascending);
        OfContacts(query, ConsentRow.Columns.ContactId, ids);
        return [.. service.AllRows(query).Select(static row => new ConsentRow(row).ContactId!.Id)];
    }

    /// <summary>Contacts that stand for another active account.</summary>
    HashSet<Guid> Shared(object[] ids)
    {
        var primary = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(PrimaryContact) };
        primary.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        primary.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        OfContacts(primary, PrimaryContact, ids);

        var connected = new QueryExpression("connection") { ColumnSet = new ColumnSet("record1id", "record2id") };
        connected.AddOrder("connectionid", OrderType.Ascending);
        OfContacts(connected, "record1id", ids);
        connected.AddLink(AccountRow.Table, "record2id", AccountRow.Columns.Id).LinkCriteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);

        return
        [
            .. service.AllRows(primary).Where(static row => Parent(row) != row.Id).Select(static row => row.GetAttributeValue<EntityReference>(PrimaryContact).Id),
            .. service.AllRows(connected).Where(static row => Parent(row) != row.GetAttributeValue<EntityReference>("record2id").Id).Select(static row => row.GetAttributeValue<EntityReference>("record1id").Id),
        ];
    }

    static Guid Parent(Entity row) => row.GetAttributeValue<AliasedValue?>(Owner + "." + ParentCustomer)?.Value is EntityReference parent ? parent.Id : Guid.Empty;

    /// <summary>Requests for erasure and restriction that were not refused, by account or contact.</summary>
    ILookup<Guid, SubjectRequestRow> Requests(object[] ids)
    {
        var ofContacts = Requests();
        OfContacts(ofContacts, SubjectRequestRow.Columns.ContactId, ids);
        var ofAccounts = Requests();
        ofAccounts.Criteria.AddCondition(new ConditionExpression(SubjectRequestRow.Columns.AccountId, ConditionOperator.In, ids));
        return service.AllRows(ofContacts).Concat(service.AllRows(ofAccounts)).Select(static row => new SubjectRequestRow(row))
            .ToLookup(static request => (request.ContactId ?? request.AccountId)!.Id);
    }

    static QueryExpression Requests()
    {
        var query = new QueryExpression(SubjectRequestRow.Table)
        {
            ColumnSet = new ColumnSet(
                SubjectRequestRow.Columns.AccountId, SubjectRequestRow.Columns.ContactId, SubjectRequestRow.Columns.Kind, SubjectRequestRow.Columns.ReceivedOn, SubjectRequestRow.Columns.KeepConsent,
                SubjectRequestRow.Columns.IdentityAskedOn, SubjectRequestRow.Columns.IdentityConfirmedOn, SubjectRequestRow.Columns.LiftedOn),
        };
        query.Criteria.AddCondition(new ConditionExpression(SubjectRequestRow.Columns.Kind, ConditionOperator.In, (int)SubjectRequestKind.Erasure, (int)SubjectRequestKind.Restriction));
        var live = query.Criteria.AddFilter(LogicalOperator.Or);
        live.AddCondition(SubjectRequestRow.Columns.RequestState, ConditionOperator.Null);
        live.AddCondition(SubjectRequestRow.Columns.RequestState, ConditionOperator.NotEqual, (int)SubjectRequestRequestState.Refused);
        query.AddOrder(SubjectRequestRow.Columns.Id, OrderType.Ascending);
        return query;
    }

    static void OfContacts(QueryExpression query, string column, object[] accounts)
    {
        var contact = query.AddLink(ContactRow.Table, column, ContactRow.Columns.Id);
        contact.EntityAlias = Owner;
        contact.Columns = new ColumnSet(ParentCustomer);
        contact.LinkCriteria.AddCondition(new ConditionExpression(ParentCustomer, ConditionOperator.In, accounts));
    }

    static void NullOrFrom(FilterExpression criteria, string column, LocalDate day)
    {
        var either = criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition(column, ConditionOperator.Null);
        either.AddCondition(column, ConditionOperator.OnOrAfter, day.ToString());
    }
}
