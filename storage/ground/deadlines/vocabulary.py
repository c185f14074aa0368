"""The words that may stand beside a time in a deadline and leave it what it is, folded.

What is not here may say that the time is over, left out, another one's or only a reason ("bãi bỏ mốc", "kỷ niệm ngày",
"phục vụ kiểm tra"): then the deadline is unclear and shown to the officer, where a day was guessed.
"""

import re

_TIMES = """
ngay, thang, quy, nam, tuan, ky, ngay lam viec, ngay thang, truoc, truocngay, trc, den, toi, ve, den het,
het gio lam viec, tinh den, tinh tu, het, trong, ngay trong, trong vong, trong khoang, trong ca, vao, vao khoang, luc,
tu, ke tu, tu nay, tu nay cho, cuoi, cuoi cung, dau, giua, va, hoac, hay, la, cung, cung voi, dong thoi, sau do,
trong do, nhu, cua, cham nhat, muon nhat, tre nhat, som nhat, lau nhat, khong qua, khong tre qua, khong muon qua,
khong cham qua, khong muon hon, khong cham hon, khong tre hon, khong sau, khong de qua, khong duoc qua, k qua, ko qua,
kg qua, k muon hon, ko muon hon, chua qua, han, han chot, han cuoi, han cuoi cung, deadline, han nop, d/l, t/han,
thoi han, thoi gian, thoi diem, tg, moc, moc thoi gian, han ht, ht, lo trinh, dot, lan, giai doan, gd, buoc, du kien,
khoang, phan dau, quyet tam, co gang, uu tien, it nhat, toi thieu, moi, hang, tung, cac, nhung, theo, dinh ky,
thuong xuyen, thuong nien, lien tuc, duy tri, sang, chieu, thu hai, thu ba, thu tu, thu nam, thu sau, thu bay,
chu nhat, thu, nhat, hai, ba, bon, mot, hom, muoi, tiep, tiep theo, tiep tuc, cho den, cho toi, keo dai het, toi da,
tro ve truoc, nay, ca, ca nam, trong nam, nua, nua nam, mua kho, mua mua, nghi he, cu the, nhu sau, gom, bao gom,
rieng, bat dau, khoi dong, khoi cong, ket thuc, bd, kt, th, dung han, du phong, cao diem, da het han, da lui, sua lai,
chu, som, sau thang, 6 thang, cung ky, lien quan, chuyen tiep, neu cham thi, nam hoc, trung, trung voi, cung bao cao,
tahng, gio, phut, gio hanh chinh, truoc gio, truoc le, lich, theo lich, tong cong, khong thay doi, khong doi,
giu nguyen, hieu luc, tai, ky bao cao, lan dau, lan cuoi, lan luot, moi nam, nam nay, o, ngay le
"""
_DONE = """
hoan thanh, hoan tat, hoan thien, thuc hien, trien khai, trien khai thuc hien, to chuc, to chuc thuc hien, xong,
lam xong, phai, phai xong, dut diem, dat, dat duoc, co ban, toan bo, tat ca, con lai, phan con lai, lai, ban hanh,
trinh, trinh ky, trinh ban hanh, trinh phe duyet, ky, ky ban hanh, ky duyet, phe duyet, duyet, tham dinh, tham tra,
thong qua, gop y, lay y kien, xin y kien, tham muu, du thao, xay dung, soan thao, de xuat, chuan bi, ra soat,
tong hop, bao cao, bc, gui, nop, gui bao cao, nop bao cao, gui ve, nop ve, de tong hop, cong bo, cong khai, niem yet,
kiem tra, tu kiem tra, giam sat, thanh tra, phuc tra, danh gia, tu danh gia, cham diem, tu cham diem, xep hang,
xep loai, binh xet, khao sat, dieu tra, thong ke, kiem ke, so ket, tk, tong ket, hop, hop giao ban, giao ban,
co bao cao, doi thoai, tap huan, boi duong, dao tao, tuyen truyen, pho bien, quan triet, hoi thi, cuoc thi, khai mac,
be mac, khai giang, be giang, chung ket, so khao, chung khao, phat dong, ra quan, nghiem thu, ban giao, quyet toan,
giai ngan, thanh toan, thanh ly, van hanh, van hanh thu, chay thu, thu nghiem, chinh thuc, thi diem, nhan rong,
mo rong, cap nhat, so hoa, ket noi, lien thong, tich hop, chuan hoa, nang cap, mua sam, moi thau, mo, mo thau,
trao giai, khai thac, nhan bai, nhan don, tuyen sinh, thu moi, dau thau, ky hop dong, lap, lap ke hoach, lap du toan,
dang ky, tiep nhan, nhan, tra, tra ket qua, xu ly, giai quyet, khac phuc, chan chinh, tra loi, phan hoi, theo doi,
don doc, cai dat, cau hinh, lap dat, thi cong, sua chua, cai tao, dua vao su dung, dua vao van hanh, phat hanh,
phat phieu, thu phieu, nhap lieu, phan tich, khen thuong, thong bao, huong dan, kien toan, sap xep, bo tri, phan cong,
phan cap, uy quyen, cat giam, don gian hoa, bo sung, sua doi, chot, chot so lieu, so lieu chot, thu thap, doi soat,
xac minh, xet duyet, xet chon, bo phieu, chon, cung cap, phoi hop, chu tri, chu dong, thao luan, gap mat, le ra mat,
ra mat, khai truong, cong nhan, chuyen giao, bien soan, in an
"""
_THINGS = """
ke hoach, kh, quyet dinh, qd, cong van, cv, to trinh, ttr, tb, tien do, danh sach, nghi quyet, nq, chi thi, thong tu,
de an, du an, chuong trinh, quy che, quy trinh, quy hoach, van ban, vb, ho so, ho so thau, so lieu, so luong, du lieu,
danh muc, thu tuc, thu tuc hanh chinh, tthc, cchc, kstthc, chuyen doi so, cds, cai cach hanh chinh, he thong,
phan mem, noi dung, nd, viec, su nghiep, hanh chinh, muc do, cap do, nhiem vu, nv, muc, phan, phu luc, bieu, bieu mau,
mau, san pham, ket qua, chi tieu, chi so, tieu chi, muc tieu, ty le, du toan, kinh phi, ngan sach, hop dong, phieu,
phieu khao sat, lop, khoa, vong, giai, don, co so, toan quoc, cuoc, buoi, bai, tin, tin bai, ban tin, video,
chuyen de, chuyen muc, mo hinh, sang kien, so, quyen, hoi nghi, to, nhom, cum, khu, khu vuc, khoi, vung, cap,
cap tinh, cap so, cap huyen, cap xa, dieu, khoan, diem, y kien, tai lieu, bien ban, de cuong, kich ban,
quyet toan nam, doi voi, voi, nguoi dung, can bo, cong chuc, vien chuc, ccvc, nguoi dan, doanh nghiep, cong trinh,
thiet bi, trang thiet bi, ha tang, mang, tai san, co so du lieu, csdl, dich vu cong, dvc, truc tuyen, mot cua,
bo phan mot cua, ngay phap luat, ngay chuyen doi so, quoc gia, quoc khanh, quoc te lao dong, tuan le, thang hanh dong,
ngvn, luat, nghi dinh, trong tam, hang muc, goi thau, cong viec, giai phap
"""
_WHO = """
don vi, cac don vi, lanh dao, giam doc, pho giam doc, chu tich, ban giam doc, bgd, truong phong, hoi dong,
thuong truc, thanh vien, cong an, thanh pho, tp, tinh, trung uong, tw, bo noi vu, chinh phu, hdnd, ubnd, so nganh,
snv, co quan, dia phuong, vp, van phong, phong, phong ban, phong chuyen mon, xa, phuong, xa phuong, quan, huyen,
to cong tac, ban chi dao, bcd
"""
# Under a condition, as plans hedge: the day stands all the same.
_HEDGES = """
neu duoc bo tri kinh phi, neu du dieu kien, neu vuong lich, neu du kinh phi, neu duoc phe duyet, khi can,
tuy tinh hinh, deu dan, nghiem tuc, day du, kip thoi, khan truong, day manh, tang cuong
"""
_PHRASES = sorted(
    {" ".join(phrase.split()) for group in (_TIMES, _DONE, _THINGS, _WHO, _HEDGES) for phrase in group.split(",")},
    key=len,
    reverse=True,
)
# "Phòng Quản lý văn hóa", "UBND phường An Khê": whose day it is. A name ends where a time or a refusal begins.
_NO_NAME = (
    r"(?:truoc|den|toi|het|trong|vao|tu|ngay|thang|quy|nam|cham|muon|tre|hoan|khong|ko|chua|tru|ngoai|rieng|bai|bo|huy"
    r"|mien|thay|lui|doi|sau|qua|tam|ngung|dung|cu|de|cho|nhan|dip|le|theo|khi|neu|hon|tren|duoi|da|dang|xin|thi|ma|va)"
)
_UNIT = (
    r"(?:phong|p|so|ban|van phong|vp|ubnd|ub|xa|phuong|quan|huyen|tinh|thanh pho|tp|chi cuc|cuc|trung tam|tt"
    r"|bo(?= [a-z])(?! (?:moc|han|thoi|noi dung|ngay|qua|bot|di)\b)|thanh tra|bao tang|thu vien|nha hat|truong|vien"
    r"|doan|hoi|don vi|khu pho|thon|ap)\b\.?"
    rf"(?:[ -]*(?:p\.\s*)?(?!{_NO_NAME}\b)[a-z][a-z-]*\d?(?:\s*,\s*[a-z]\b)*){{0,4}}"
)
_MARKED = (
    r"[a-h](?=\s*[.):])|i{1,3}|iv|vi{0,3}|ix|x|(?:b|p\.?)\d{1,2}|(?:tren|duoi)(?= \d+\s*%)|qua han(?=\W*$)"
    r"|(?<=\d)h"
)
_SEVERAL = "|".join(re.escape(phrase) for phrase in _PHRASES if " " in phrase)
_SINGLE = "|".join(re.escape(phrase) for phrase in _PHRASES if " " not in phrase)
# The longer ones first: "chuyển đổi số" is no "Sở" with a name.
_KNOWN = re.compile(rf"(?<![a-z])(?:(?:{_SEVERAL})(?![a-z])|{_UNIT}|(?:{_MARKED}|{_SINGLE})(?![a-z])|[a-h](?![a-z]))")
_UNKNOWN = re.compile(r"[a-z]|(?<!-)>|[^\w\s.,;:()\[\]/&+*%–'\"“”‘’…_?<>≤✔✓•-]")


def knows_all_words(rest: str) -> bool:
    """`rest`: the folded text without its times."""
    return not _UNKNOWN.search(_KNOWN.sub(" ", rest))
